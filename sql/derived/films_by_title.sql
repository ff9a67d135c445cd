-- The film that a title stands for, and the one of a title and a year, in the order of what all spellings of the title share:
-- what is asked of a film by any of its titles, in one row.
--
-- A film that has the title as its main one goes before those that have it as an original, translated or other one; of several
-- the one with most votes counts. A title without a year has a row of its own, so that an answer is one look-up. Where titles
-- that differ in signs or spaces share a key, such as Mother and Mother!, each spelling has a row of its own beside the row for
-- all other spellings (macro fits_spelling).
--
-- /// table
-- key = ["title_key", "asked_year", "spelling"]
-- nullable = ["asked_year", "spelling"]
-- not_null = [
--     "title_key", "spelled_apart", "movie_id", "title", "release_year", "budget", "revenue", "return", "others", "others[]",
-- ]
-- [references]
-- movie_id = "movies.movie_id"
-- ///
create or replace table derived.films_by_title as
with written as (
    select
        t.movie_id,
        unnest(list_filter([t.title, title_with_article_moved(t.title)], lambda title: title is not null)) as title,
        t.is_main
    from derived.film_titles as t
),

spelled as (
    select
        title_key_column(w.title) as title_key,
        title_spelling_column(w.title) as spelling,
        title_year(w.title) as titled_year,
        w.movie_id,
        w.is_main,
        m.release_year,
        coalesce(known_votes(m.vote_count), -1) as votes
    from written as w
    inner join movies as m on w.movie_id = m.movie_id
),

-- A year of -1 is none, which compares better than null.
asked as (
    select
        s.* exclude (titled_year, release_year),
        unnest(list_distinct([-1, s.release_year, coalesce(s.titled_year, -1)])) as asked_year
    from spelled as s
),

ways_to_ask as (
    select
        a.title_key,
        a.spelling,
        a.asked_year,
        a.movie_id,
        max(a.is_main) as is_main,
        a.votes
    from asked as a
    group by all
),

meant as (
    select w.*
    from ways_to_ask as w
    qualify w.is_main = bool_or(w.is_main) over (partition by w.title_key, w.asked_year)
),

several_spellings as (
    select
        m.title_key,
        m.asked_year,
        list_sort(list(distinct m.spelling)) as spellings
    from meant as m
    group by m.title_key, m.asked_year
    having min(m.spelling) != max(m.spelling) or m.title_key = ''
),

candidates as (
    select
        m.title_key,
        m.asked_year,
        null as spelling,
        m.movie_id,
        m.votes
    from meant as m
    where m.title_key != ''
    group by all
    union all
    select
        m.title_key,
        m.asked_year,
        m.spelling,
        m.movie_id,
        m.votes
    from meant as m
    inner join several_spellings as s on m.title_key = s.title_key and m.asked_year = s.asked_year
),

all_of_title as (
    select
        c.title_key,
        c.spelling,
        list(
            {
                'movie_id': m.movie_id,
                'release_year': m.release_year,
                'runtime': m.runtime,
                'return': coalesce(finite(m."return"), 0),
                'popularity': finite(m.popularity),
                'vote_average': finite(m.vote_average),
                'vote_count': m.vote_count
            }
            order by c.votes desc, m.movie_id asc
        ) as films
    from candidates as c
    inner join movies as m on c.movie_id = m.movie_id
    where c.asked_year = -1
    group by c.title_key, c.spelling
),

choices as (
    select c.*
    from candidates as c
    qualify
        row_number() over (
            partition by c.title_key, c.asked_year, c.spelling order by c.votes desc, c.movie_id asc
        ) = 1
)

select
    c.title_key,
    nullif(c.asked_year, -1) as asked_year,
    c.spelling,
    if(c.spelling is null, coalesce(s.spellings, []), []) as spelled_apart,
    c.movie_id,
    m.title,
    m.release_year,
    m.runtime,
    m.budget,
    m.revenue,
    coalesce(finite(m."return"), 0) as "return",
    finite(m.popularity) as popularity,
    finite(m.vote_average) as vote_average,
    m.vote_count,
    list_filter(coalesce(a.films, o.films), lambda f: f.movie_id != c.movie_id) as others
from choices as c
inner join movies as m on c.movie_id = m.movie_id
left join all_of_title as o on c.title_key = o.title_key and o.spelling is null
left join all_of_title as a on c.title_key = a.title_key and c.spelling = a.spelling
left join several_spellings as s on c.title_key = s.title_key and c.asked_year = s.asked_year
order by c.title_key asc, c.asked_year asc, c.spelling asc nulls first;

comment on table derived.films_by_title is 'The film that each title, alone or with a year, stands for';
comment on column derived.films_by_title.title_key is 'What all spellings of the title share (macro title_key)';
comment on column derived.films_by_title.asked_year is 'The year that is asked for; null if none is';
comment on column derived.films_by_title.spelling is
'The only spelling that the row is for (macro title_spelling); null if it is for all but spelled_apart';
comment on column derived.films_by_title.spelled_apart is 'The spellings that have rows of their own';
comment on column derived.films_by_title.movie_id is
'The film with most votes of those with the title as their main one, else of those with it at all (movies)';
comment on column derived.films_by_title.title is 'Its main title (movies)';
comment on column derived.films_by_title.release_year is 'Year of its release (movies)';
comment on column derived.films_by_title.runtime is 'Its length in minutes (movies)';
comment on column derived.films_by_title.budget is 'What it cost in US dollars; unknown is 0 (movies)';
comment on column derived.films_by_title.revenue is 'Its box office in US dollars; unknown is 0 (movies)';
comment on column derived.films_by_title."return" is
'Its box office divided by its cost, 0 when that cannot be computed (movies)';
comment on column derived.films_by_title.popularity is 'Its popularity at TMDB (movies)';
comment on column derived.films_by_title.vote_average is 'The mean of its votes, 0 to 10 (movies)';
comment on column derived.films_by_title.vote_count is 'The number of its votes (movies)';
comment on column derived.films_by_title.others is
'The other films that have the title in the same way (columns as in movies), the one with most votes first';
