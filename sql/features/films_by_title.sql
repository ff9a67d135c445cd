-- The films of each title, in the order of the folded title: what is asked of a film by its title, in one row.
create or replace table films_by_title as
with films as (
    select
        normalized(m.title) as title_key,
        m.vote_count,
        m.movie_id,
        {
            'movie_id': m.movie_id,
            'title': m.title,
            'release_year': m.release_year,
            'runtime': m.runtime,
            'budget': m.budget,
            'revenue': m.revenue,
            'return': m."return",
            'popularity': m.popularity,
            'vote_average': m.vote_average,
            'vote_count': m.vote_count
        } as film
    from movies as m
    where m.title is not null
)

select
    f.title_key,
    list(f.film order by f.vote_count desc nulls last, f.movie_id asc) as films
from films as f
group by f.title_key
order by f.title_key;

comment on table films_by_title is 'Films by their folded titles';
comment on column films_by_title.title_key is 'Title without case, accents and outer spaces';
comment on column films_by_title.films is 'The films with the title (columns as in movies), the one with most votes first';
