-- The films of a genre, by its name in the data or in Spanish, in any case, with or without accents; genres that share the name
-- count as one.
--
-- /// macro
-- examples = [
--     { genre = "comedy" },
--     { genre = "Drama" },
--     { genre = "comedia" },
--     { genre = "nothing" },
-- ]
-- ///
create or replace macro films_of_genre(genre) as table
    select distinct l.movie_id
    from (select genre) as asked (name)
    inner join derived.vocabulary as v on v.kind = 'genre' and normalized(asked.name) = v.name_key
    inner join genres as g on v.own_key = normalized(g.name)
    inner join movie_genres as l on g.genre_id = l.genre_id
    where asked.name is not null;
