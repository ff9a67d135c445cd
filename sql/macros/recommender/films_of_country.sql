-- The films that a country produced, alone or with others, by its name in English or Spanish, in any case, with or without
-- accents, or by its ISO 3166-1 code.
--
-- /// macro
-- examples = [
--     { wanted_country = "US" },
--     { wanted_country = "germany" },
--     { wanted_country = "España" },
--     { wanted_country = "nothing" },
-- ]
-- ///
create or replace macro films_of_country(wanted_country) as table
    select distinct l.movie_id
    from (select wanted_country) as asked (name)
    left join derived.vocabulary as v on v.kind = 'country' and normalized(asked.name) = v.name_key
    inner join countries as c on v.own_key = normalized(c.name) or lower(asked.name) = lower(c.country_code)
    inner join movie_countries as l on c.country_code = l.country_code
    where asked.name is not null;
