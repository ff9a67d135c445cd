-- The film that a title stands for, and the one of a title and a year, in the order of the folded title: what is asked of a film
-- by its title, in one row.
--
-- Of several films the one with most votes counts. A title without a year has a row of its own, so that an answer is one look-up.
--
-- /// table
-- key = ["title_key", "asked_year"]
-- nullable = ["asked_year"]
-- not_null = ["title_key", "movie_id", "title", "release_year", "budget", "revenue", "return", "others", "others[]"]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table films_by_title as
with titled as (
    select
        normalized(m.title) as title_key,
        m.*
    from movies as m
    where m.title is not null
),

all_of_title as (
    select
        t.title_key,
        list(
            {
                'movie_id': t.movie_id,
                'release_year': t.release_year,
                'runtime': t.runtime,
                'return': coalesce(finite(t."return"), 0),
                'popularity': finite(t.popularity),
                'vote_average': finite(t.vote_average),
                'vote_count': t.vote_count
            }
            order by t.vote_count desc nulls last, t.movie_id asc
        ) as films
    from titled as t
    group by t.title_key
),

choices as (
    select
        t.movie_id,
        null as asked_year
    from titled as t
    qualify row_number() over (partition by t.title_key order by t.vote_count desc nulls last, t.movie_id asc) = 1
    union all
    select
        t.movie_id,
        t.release_year as asked_year
    from titled as t
    qualify
        row_number() over (
            partition by t.title_key, t.release_year order by t.vote_count desc nulls last, t.movie_id asc
        ) = 1
)

select
    t.title_key,
    c.asked_year,
    t.movie_id,
    t.title,
    t.release_year,
    t.runtime,
    t.budget,
    t.revenue,
    coalesce(finite(t."return"), 0) as "return",
    finite(t.popularity) as popularity,
    finite(t.vote_average) as vote_average,
    t.vote_count,
    list_filter(a.films, lambda f: f.movie_id != t.movie_id) as others
from choices as c
inner join titled as t on c.movie_id = t.movie_id
inner join all_of_title as a on t.title_key = a.title_key
order by t.title_key asc, c.asked_year asc nulls first;

comment on table films_by_title is 'The film that each title, alone or with a year, stands for';
comment on column films_by_title.title_key is 'Title without case, accents and outer spaces';
comment on column films_by_title.asked_year is 'The year that is asked for; null if none is';
comment on column films_by_title.movie_id is 'The film with most votes of those with the title (movies)';
comment on column films_by_title.title is 'Its title (movies)';
comment on column films_by_title.release_year is 'Year of its release (movies)';
comment on column films_by_title.runtime is 'Its length in minutes (movies)';
comment on column films_by_title.budget is 'What it cost in US dollars; unknown is 0 (movies)';
comment on column films_by_title.revenue is 'Its box office in US dollars; unknown is 0 (movies)';
comment on column films_by_title."return" is 'Its box office divided by its cost, 0 when that cannot be computed (movies)';
comment on column films_by_title.popularity is 'Its popularity at TMDB (movies)';
comment on column films_by_title.vote_average is 'The mean of its votes, 0 to 10 (movies)';
comment on column films_by_title.vote_count is 'The number of its votes (movies)';
comment on column films_by_title.others is 'The other films with the title (columns as in movies), the one with most votes first';
