-- The year of release is that of the release date.
select
    m.movie_id,
    m.release_date,
    m.release_year
from movies as m
where m.release_year != year(m.release_date)
order by m.movie_id;
