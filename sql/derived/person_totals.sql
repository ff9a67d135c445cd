-- Everybody in the cast or the crew of films: what they do, in how many films and when, how these were voted, and what they
-- returned. Several credits in one film count as one film.
--
-- Roles are Acting for the cast and the departments of the crew, those with most credits first. Returns add up as in actor_totals
-- and director_totals, but by person, not by name.
--
-- /// table
-- key = ["person_id"]
-- not_null = [
--     "person_id", "name", "other_names", "other_names[]", "roles", "roles[]", "films", "films_as_actor",
--     "films_as_director", "films_as_actor_with_money", "films_as_director_with_money", "first_year", "last_year", "vote_count",
--     "return_as_actor", "return_as_director",
-- ]
-- [references]
-- person_id = "people.person_id"
-- ///
create or replace table derived.person_totals as
with credits (person_id, movie_id, role, acts, directs) as (
    select
        c.person_id,
        c.movie_id,
        'Acting',
        true,
        false
    from "cast" as c
    union all
    select
        c.person_id,
        c.movie_id,
        c.department,
        false,
        coalesce(c.job = 'Director', false)
    from crew as c
),

role_counts as (
    select
        c.person_id,
        c.role,
        count(*) as credits
    from credits as c
    where c.role is not null
    group by c.person_id, c.role
),

roles_of as (
    select
        r.person_id,
        list_transform(
            list_sort(list({ 'fewness': -r.credits, 'role': r.role })), lambda counted: counted.role
        ) as roles
    from role_counts as r
    group by r.person_id
),

films_of as (
    select
        c.person_id,
        c.movie_id,
        bool_or(c.acts) as acts,
        bool_or(c.directs) as directs
    from credits as c
    group by c.person_id, c.movie_id
),

totals as (
    select
        f.person_id,
        count(*) as films,
        count(*) filter (where f.acts) as films_as_actor,
        count(*) filter (where f.directs) as films_as_director,
        count(*) filter (where f.acts and m.budget > 0 and m.revenue > 0) as films_as_actor_with_money,
        count(*) filter (where f.directs and m.budget > 0 and m.revenue > 0) as films_as_director_with_money,
        min(m.release_year) as first_year,
        max(m.release_year) as last_year,
        coalesce(sum(known_votes(m.vote_count)), 0)::bigint as vote_count,
        vote_mean(m.vote_average, m.vote_count) as vote_average,
        coalesce(exact_sum(if(f.acts, m."return", null)), 0) as return_as_actor,
        coalesce(exact_sum(if(f.directs, m."return", null)), 0) as return_as_director
    from films_of as f
    inner join movies as m on f.movie_id = m.movie_id
    group by f.person_id
),

other_names_of as (
    select
        n.person_id,
        list(n.name order by n.name) as names
    from person_names as n
    anti join people as p on n.person_id = p.person_id and n.name = p.name
    group by n.person_id
)

select
    p.person_id,
    p.name,
    coalesce(n.names, []) as other_names,
    p.gender,
    p.profile_path,
    coalesce(r.roles, []) as roles,
    t.films,
    t.films_as_actor,
    t.films_as_director,
    t.films_as_actor_with_money,
    t.films_as_director_with_money,
    t.first_year,
    t.last_year,
    t.vote_count,
    t.vote_average,
    t.return_as_actor,
    t.return_as_director
from people as p
inner join totals as t on p.person_id = t.person_id
left join roles_of as r on p.person_id = r.person_id
left join other_names_of as n on p.person_id = n.person_id
order by p.person_id;

comment on table derived.person_totals is 'What everybody did in films, and how these did';
comment on column derived.person_totals.person_id is 'The person (people); names are not unique';
comment on column derived.person_totals.name is 'Name';
comment on column derived.person_totals.other_names is 'Other spellings under which the person is credited';
comment on column derived.person_totals.gender is '1 woman, 2 man, 3 non-binary, 0 or null unknown';
comment on column derived.person_totals.profile_path is 'Path of the portrait on the TMDB image server';
comment on column derived.person_totals.roles is 'Acting and departments of the crew, those with most credits first';
comment on column derived.person_totals.films is 'Number of films';
comment on column derived.person_totals.films_as_actor is 'Number of films with a role in the cast';
comment on column derived.person_totals.films_as_director is 'Number of films directed';
comment on column derived.person_totals.films_as_actor_with_money is 'Number of films played in of known budget and revenue';
comment on column derived.person_totals.films_as_director_with_money is 'Number of films directed of known budget and revenue';
comment on column derived.person_totals.first_year is 'Year of the first release';
comment on column derived.person_totals.last_year is 'Year of the last release';
comment on column derived.person_totals.vote_count is 'Number of votes of all films: how well known they are';
comment on column derived.person_totals.vote_average is 'Mean of all these votes; null where there is none';
comment on column derived.person_totals.return_as_actor is 'Sum of the returns of the films with a role in the cast';
comment on column derived.person_totals.return_as_director is 'Sum of the returns of the films directed';
