-- Up to five names of a kind (vocabulary) that are nearest to a text, for when the text itself is no name.
--
-- Nearness forgives typing errors (Jaro-Winkler similarity) and missing words (one name contains the other); a well-known name
-- goes before an unknown one that is about as near.
--
-- /// macro
-- examples = [
--     { listed_kind = "genre", asked_name = "Comdy" },
--     { listed_kind = "title", asked_name = "Toy Stroy" },
--     { listed_kind = "title", asked_name = "?" },
-- ]
-- ///
create or replace macro near_names(listed_kind varchar, asked_name varchar) as table
    with asked (kind, name_key) as (
        select
            listed_kind,
            normalized(asked_name)
    ),

    scored as (
        select
            v.name,
            v.name_key,
            v.weight,
            greatest(
                jaro_winkler_similarity(v.name_key, a.name_key),
                case
                    when length(a.name_key) >= 3 and contains(v.name_key, a.name_key) then 0.9
                    when length(v.name_key) >= 4 and contains(a.name_key, v.name_key) then 0.85
                    else 0
                end
            ) as nearness
        from asked as a
        inner join derived.vocabulary as v on a.kind = v.kind
    )

    select s.name
    from scored as s
    where s.nearness >= 0.75
    order by s.nearness + 0.015 * ln(1 + s.weight::double) desc, s.name_key
    limit 5;
