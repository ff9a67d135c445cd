-- The names of films that are asked like a main title: original, translated and other titles, and titles with the article at the
-- other end, each with the main title that has the same answers, so that these are made and held once.
--
-- A name is here if it stands for the film that the main title stands for, and if the same films have it as well. It is not here
-- if it is a main title itself.
--
-- /// table
-- key = ["name_key"]
-- looked_up_by = "name_key"
-- not_null = ["answer_key"]
-- ///
create or replace table derived.other_titles as
with main_titles as (
    select distinct normalized_column(t.title) as title_folded
    from derived.voted_titles as t
),

written as (
    select unnest([t.title, title_with_article_moved(t.title)]) as title
    from derived.film_titles as t
),

folded as (
    select distinct normalized_column(w.title) as name_key
    from written as w
    where w.title is not null
),

names as (
    select f.name_key
    from folded as f
    anti join main_titles as m on f.name_key = m.title_folded
    where normalized_column(f.name_key) = f.name_key
),

-- What each name, and each main title, stands for (macro films_titled).
asked as (
    select
        n.name_key,
        true as is_other
    from names as n
    union all
    select
        m.title_folded as name_key,
        false as is_other
    from main_titles as m
),

keyed as (
    select
        a.name_key,
        a.is_other,
        title_key_column(a.name_key) as title_key,
        title_spelling_column(a.name_key) as spelling,
        title_year(a.name_key) as asked_year
    from asked as a
),

meant as (
    select
        k.name_key,
        k.is_other,
        t.movie_id,
        t.title,
        t.others
    from keyed as k
    inner join derived.films_by_title as t on k.title_key = t.title_key and k.asked_year is not distinct from t.asked_year
    where fits_spelling(k.spelling, t.spelling, t.spelled_apart)
)

select
    o.name_key,
    m.name_key as answer_key
from meant as o
inner join meant as m on normalized_column(o.title) = m.name_key and o.movie_id = m.movie_id
where o.is_other and not m.is_other and o.others is not distinct from m.others
order by o.name_key;

comment on table derived.other_titles is 'Names of films that have the same answers as a main title';
comment on column derived.other_titles.name_key is 'Name without case, accents and outer spaces (macro normalized)';
comment on column derived.other_titles.answer_key is 'The main title that has its answers, folded alike';
