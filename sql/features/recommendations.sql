-- The neighbours of every film with all that an answer shows of them, in one row.
create or replace table recommendations as
select
    n.movie_id,
    list(
        {
            'title': m.title,
            'release_year': m.release_year,
            'directors': d.names,
            'reason': coalesce(r.reason, 'de lo mejor valorado de su década')
        }
        order by n.place
    ) as films
from neighbours as n
inner join movies as m on n.other_id = m.movie_id
left join neighbour_reasons as r on n.movie_id = r.movie_id and n.place = r.place
left join film_directors as d on n.other_id = d.movie_id
group by n.movie_id
order by n.movie_id;

comment on table recommendations is 'Five recommended films for every film';
comment on column recommendations.movie_id is 'The film that was liked (movies)';
comment on column recommendations.films is 'Films to see, best first: title, release_year, directors and, in Spanish, the reason';
