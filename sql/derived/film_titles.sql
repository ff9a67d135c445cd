-- Every title of every film: the main one (movies), and the original, translated and alternative ones (movie_titles).
create or replace view derived.film_titles as
select
    m.movie_id,
    m.title,
    true as is_main,
    false as is_alternative
from movies as m
where m.title is not null
union all
select
    t.movie_id,
    t.title,
    false as is_main,
    bool_and(t.kind = 'alternative') as is_alternative
from movie_titles as t
inner join movies as m on t.movie_id = m.movie_id
where t.title is distinct from m.title
group by t.movie_id, t.title;

comment on view derived.film_titles is 'All titles of films';
comment on column derived.film_titles.movie_id is 'The film (movies)';
comment on column derived.film_titles.title is 'One of its titles';
comment on column derived.film_titles.is_main is 'Whether it is the title in movies';
comment on column derived.film_titles.is_alternative is 'Whether it is only an alternative one, such as a working title';
