-- Names under what they begin with, from each of their first words on, without spaces: what is offered while somebody types.
--
-- Under one to four letters stand the twelve best known; under the first five letters all that begin so, of films and of what is
-- known at all. An answer reads one piece of the table.
--
-- /// table
-- key = ["beginning", "letters", "kind", "named_id", "written"]
-- not_null = ["weight", "name"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table search_beginnings as
with names as (
    select
        n.*,
        search_text(n.written) as words,
        string_split(search_text(n.written), ' ')[:6] as first_words,
        replace(search_text(n.written), ' ', '') as joined
    from searched_names as n
    where (n.kind = 'movie' or n.fame >= 300) and search_text(n.written) is not null
),

starts as (
    select
        n.*,
        unnest(range(0, len(n.first_words))) as words_before
    from names as n
),

weighed as (
    select
        s.*,
        s.words_before = 0
        or (s.words_before = 1 and s.first_words[1] in ('the', 'a', 'el', 'la', 'los', 'las')) as is_start
    from starts as s
),

begun as (
    select
        substr(w.joined, 1 + length(array_to_string(w.first_words[:w.words_before], ''))) as letters,
        w.kind,
        w.named_id,
        w.written,
        max(w.is_start) as is_start,
        max(length(w.words) - length(w.joined) - w.words_before)::smallint as spaces,
        max(
            w.fame
            + if(w.is_start, 300, 0)
            + if(w.kind = 'movie', 100, 0)
            - case when w.written = w.name then 0 when w.is_alternative then 500 else 50 end
        )::smallint as weight
    from weighed as w
    group by all
),

lengths (shown) as (
    values (1), (2), (3), (4)
),

shown_early as (
    select
        left(b.letters, l.shown) as beginning,
        b.*
    from begun as b
    cross join lengths as l
    where length(b.letters) > l.shown
    qualify
        row_number() over (
            partition by beginning order by b.weight desc, b.letters asc, b.kind asc, b.named_id asc, b.written asc
        ) <= 12
),

placed as (
    from shown_early
    union all
    select
        left(b.letters, 5) as beginning,
        b.*
    from begun as b
),

films as (
    select
        'movie' as kind,
        d.movie_id,
        d.release_year,
        d.poster_path
    from film_details as d
)

select
    p.beginning,
    p.letters,
    p.weight,
    p.is_start,
    p.spaces,
    p.kind,
    p.named_id,
    n.name,
    p.written,
    n.note,
    f.release_year,
    f.poster_path
from placed as p
inner join search_names as n on p.kind = n.kind and p.named_id = n.named_id
left join films as f on p.kind = f.kind and p.named_id = f.movie_id
order by p.beginning, p.weight desc, p.letters, p.kind, p.named_id, p.written;

comment on table search_beginnings is 'Names by what they begin with';
comment on column search_beginnings.beginning is 'The first one to five letters of the text';
comment on column search_beginnings.letters is 'The text, from one of its words on: letters and digits without spaces, folded';
comment on column search_beginnings.weight is
'What the order is by: fame, more at the first word and for films, less for other titles';
comment on column search_beginnings.is_start is 'Whether they begin at the first word, or behind an article';
comment on column search_beginnings.spaces is 'How many spaces were between them';
comment on column search_beginnings.kind is 'movie, person, collection or company';
comment on column search_beginnings.named_id is 'Id within its kind';
comment on column search_beginnings.name is 'Title or name, as it is shown';
comment on column search_beginnings.written is 'The name, or the title of the film, that begins so';
comment on column search_beginnings.note is 'See search_names';
comment on column search_beginnings.release_year is 'Year of release of a film';
comment on column search_beginnings.poster_path is 'Poster of a film (film_details)';
