-- In a catalogue of 20,000 films or more, of which 1,000 or more are well known (1,000 votes), no film is among the first ten
-- similar films of more than 4 % of these; where fewer films are to choose from, some stand in more lists.
with known as (
    select m.movie_id
    from movies as m
    where m.vote_count >= 1000
),

listed as (
    select
        n.other_id,
        count(*) as lists
    from derived.neighbours as n
    inner join known as k on n.movie_id = k.movie_id
    where n.place <= 10
    group by n.other_id
),

sizes as (
    select
        (select count(*) from movies) as films,
        (select count(*) from known) as known_films
)

select
    l.other_id as movie_id,
    l.lists,
    s.known_films
from listed as l
cross join sizes as s
where s.films >= 20000 and s.known_films >= 1000 and l.lists > 0.04 * s.known_films
order by l.lists desc, l.other_id;
