-- All films with values of every kind, some of them missing.
--
-- /// endpoint
-- path   = "/shelf"
-- answer = "many"
-- order  = ["-score", "id"]
-- page   = 5
-- facets = ["tags", "is_even"]
-- [parameters.score_floor]
-- about = "Only films of this score or more."
-- ///
create or replace macro shelf(score_floor double := null) as table
    select
        movies.id,
        movies.title,
        movies.release_date + movies.id::integer as released,
        if(movies.id % 3 = 0, null, (movies.id % 4) / 2) as score,
        case movies.id
            when 1 then null
            when 5 then ['Drama', 'Comédie', 'Drama']
            else list_transform(range(movies.id % 3), lambda n: ['Drama', 'Comédie'][n + 1])
        end as tags,
        movies.id % 2 = 0 as is_even,
        { 'place': movies.id } as details
    from movies
    where score_floor is null or (movies.id % 4) / 2 >= score_floor;
