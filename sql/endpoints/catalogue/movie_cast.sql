-- The cast of a film, in the order of the credits. Who plays several roles has a row for each.
--
-- /// endpoint
-- path = "/movies/{film}/cast"
-- answer = "many"
-- tag = "movies"
-- order = ["place", "credit_id"]
-- page = 100
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- of = "movies.movie_id"
-- ///
-- /// columns
-- of = ["people", "cast"]
-- [columns.place]
-- of = "cast.billing_order"
-- ///
create or replace macro movie_cast(film integer) as table
    select
        c.billing_order as place,
        c.person_id,
        p.name,
        c.character,
        p.gender,
        p.profile_path,
        c.credit_id
    from (select film) as asked (movie_id)
    inner join "cast" as c on asked.movie_id = c.movie_id
    inner join people as p on c.person_id = p.person_id
    order by c.billing_order, c.credit_id;
