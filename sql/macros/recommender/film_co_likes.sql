-- The 200 films of which it says most that users like them together with a film of a range of ids: the rows of co_likes.
--
-- A film that most people like is liked together with thousands of others, of which nearly all say nothing. So each film keeps
-- those whose lift is furthest from 0: what is held grows with the films, not with the ratings. Users who like about a thousand
-- films or more, each of whose likes counts less than a tenth, are left out: pairs grow with the square of a user's likes.
--
-- /// macro
-- examples = [
--     { first_id = 862, last_id = 862 },
--     { first_id = 1, last_id = 999 },
--     { first_id = 999999999, last_id = 999999999 },
-- ]
-- ///
create or replace macro film_co_likes(first_id, last_id) as table
    with pairs as (
        select
            a.movie_id,
            b.movie_id as other_id,
            count(*) as users,
            sum(b.weight::double) / 1000000 as co_likes
        from (select first_id, last_id) as asked (first_id, last_id)
        cross join derived.likes as a
        inner join derived.likes as b on a.user_id = b.user_id
        where
            (a.movie_id between asked.first_id and asked.last_id) is true
            and a.movie_id != b.movie_id
            and a.weight >= 100000
        group by a.movie_id, b.movie_id
    ),

    lifted as (
        select
            p.movie_id,
            p.other_id,
            lift(w.lift, p.users, p.co_likes, liked.like_total * other.liked_share)::integer as lift
        from pairs as p
        cross join derived.score_weights as w
        inner join derived.film_priors as liked on p.movie_id = liked.movie_id
        inner join derived.film_priors as other on p.other_id = other.movie_id
    )

    select
        l.movie_id,
        l.other_id,
        l.lift
    from lifted as l
    where abs(l.lift) >= 50000
    qualify row_number() over (partition by l.movie_id order by abs(l.lift) desc, l.other_id asc) <= 200
    order by l.movie_id, l.other_id;
