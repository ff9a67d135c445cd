-- Names under what they begin with, from each of their first words on, without spaces: what is offered while somebody types.
--
-- Under one to four letters stand the twelve best known; under the first five letters all that begin so, of films and of what is
-- known at all. An answer reads one piece of the table.
--
-- /// table
-- key = ["beginning", "letters", "kind", "named_id", "written"]
-- nullable = ["written"]
-- not_null = ["weight", "name"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table derived.search_beginnings as
with films as (
    select
        'movie' as kind,
        d.movie_id,
        d.release_year,
        d.poster_path
    from derived.film_details as d
),

folded as (
    select
        n.*,
        search_text_column(n.written) as words
    from derived.searched_names as n
    where n.kind = 'movie' or n.fame >= 300
),

names as materialized (
    select
        f.*,
        string_split(f.words, ' ')[:6] as first_words,
        replace(f.words, ' ', '') as joined,
        row_number() over (order by f.kind, f.named_id, f.written) as number
    from folded as f
    where f.words is not null
),

starts as (
    select
        n.number,
        n.first_words,
        n.joined,
        n.fame
        + if(n.kind = 'movie', 100, 0)
        - case when n.written = n.name then 0 when n.is_alternative then 500 else 50 end as fame,
        length(n.words) - length(n.joined) as spaces,
        unnest(range(0, len(n.first_words))) as words_before
    from names as n
),

weighed as (
    select
        s.number,
        substr(s.joined, 1 + length(array_to_string(s.first_words[:s.words_before], ''))) as letters,
        s.words_before = 0
        or (s.words_before = 1 and s.first_words[1] in ('the', 'a', 'el', 'la', 'los', 'las')) as is_start,
        s.spaces - s.words_before as spaces,
        s.fame
    from starts as s
),

begun as (
    select
        w.letters,
        w.number,
        max(w.is_start) as is_start,
        max(w.spaces)::smallint as spaces,
        max(w.fame + if(w.is_start, 300, 0))::smallint as weight
    from weighed as w
    group by w.letters, w.number
),

ordered as materialized (
    select
        b.*,
        row_number() over (order by b.weight desc, b.letters asc, b.number asc) as place
    from begun as b
),

lengths (shown) as (
    values (1), (2), (3), (4)
),

shown_early as (
    select
        left(o.letters, l.shown) as beginning,
        unnest(min(o.place, 12)) as place
    from ordered as o
    cross join lengths as l
    where length(o.letters) > l.shown
    group by beginning
),

placed as (
    from shown_early
    union all
    select
        left(o.letters, 5) as beginning,
        o.place
    from ordered as o
)

select
    p.beginning,
    o.letters,
    o.weight,
    o.is_start,
    o.spaces,
    n.kind,
    n.named_id,
    n.name,
    nullif(n.written, n.name) as written,
    n.note,
    f.release_year,
    f.poster_path
from placed as p
inner join ordered as o on p.place = o.place
inner join names as n on o.number = n.number
left join films as f on n.kind = f.kind and n.named_id = f.movie_id
order by p.beginning, p.place;

comment on table derived.search_beginnings is 'Names by what they begin with';
comment on column derived.search_beginnings.beginning is 'The first one to five letters of the text';
comment on column derived.search_beginnings.letters is
'The text, from one of its words on: letters and digits without spaces, folded';
comment on column derived.search_beginnings.weight is
'What the order is by: fame, more at the first word and for films, less for other titles';
comment on column derived.search_beginnings.is_start is 'Whether they begin at the first word, or behind an article';
comment on column derived.search_beginnings.spaces is 'How many spaces were between them';
comment on column derived.search_beginnings.kind is 'movie, person, collection or company';
comment on column derived.search_beginnings.named_id is 'Id within its kind';
comment on column derived.search_beginnings.name is 'Title or name, as it is shown';
comment on column derived.search_beginnings.written is 'The title of the film that begins so; null if it is name that does';
comment on column derived.search_beginnings.note is 'See search_names';
comment on column derived.search_beginnings.release_year is 'Year of release of a film';
comment on column derived.search_beginnings.poster_path is 'Poster of a film (film_details)';
