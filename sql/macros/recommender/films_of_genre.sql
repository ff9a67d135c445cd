-- The films of a genre, by its name in any case, with or without accents; genres that share the name count as one.
--
-- /// macro
-- examples = [
--     { genre = "comedy" },
--     { genre = "Drama" },
--     { genre = "nothing" },
-- ]
-- ///
create or replace macro films_of_genre(genre) as table
    select distinct l.movie_id
    from (select genre) as asked (name)
    inner join genres as g on normalized(asked.name) = normalized(g.name)
    inner join movie_genres as l on g.genre_id = l.genre_id
    where asked.name is not null;
