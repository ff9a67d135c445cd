-- The names of a kind that are nearest to one that was asked for.
create or replace macro near_names(listed_kind varchar, asked varchar) as table
    select movies.title as name from movies
    where listed_kind = 'movie'
    order by levenshtein(movies.title, asked), name;
