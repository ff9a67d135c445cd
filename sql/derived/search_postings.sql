-- The names under each word that they are found by, and under each two words that follow one another, the best known first: what
-- a search reads, with all that it needs in one row.
--
-- A film stands there with each of its titles, and under the last name and the last two names of who directed it or leads its
-- cast, where the 40 best known of each person are enough. Names that are nothing but the word stand before all others, and films
-- that are there for their people behind them. Only the first 500 of a key are kept, or common words would be slow to read; a
-- name that few know is found by two of its words together, or by a rare one.
--
-- Who is among the 100 best known that begin with some letters is among those that begin with one letter more, so each of the
-- windows for that looks at what the one before it left.
--
-- /// table
-- key = ["key", "kind", "named_id", "written"]
-- nullable = ["written"]
-- not_null = ["key", "is_pair", "is_by_people", "rank", "kind", "named_id", "name", "is_alternative", "fame"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table search_postings as
with folded as (
    select
        n.*,
        search_text_column(n.written) as words
    from searched_names as n
),

names as materialized (
    select
        f.*,
        search_keys(f.written) as word_keys,
        replace(f.words, ' ', '') as joined,
        row_number() over (order by f.kind, f.named_id, f.words) as number
    from folded as f
    where f.words is not null
    qualify row_number() over (partition by f.kind, f.named_id, f.words order by f.written != f.name, f.written) = 1
),

ordered as (
    select
        n.number,
        n.words,
        n.joined,
        n.word_keys,
        n.people,
        n.fame,
        (1000 - n.fame)::bigint * 4294967296 + n.number as place
    from names as n
),

keyed as (
    select
        unnest(o.word_keys) as key,
        false as is_pair,
        o.joined,
        o.place
    from ordered as o
    union all
    select
        unnest(list_filter(search_pairs(o.words), lambda pair: not list_contains(o.word_keys, pair))) as key,
        true as is_pair,
        o.joined,
        o.place
    from ordered as o
),

people as (
    select
        o.place,
        o.words,
        string_split(search_text_column(unnest(o.people)), ' ') as person
    from ordered as o
    where o.people is not null and o.fame >= 200
),

by_people as (
    select distinct
        unnest([p.person[-1], array_to_string(p.person[-2:], '')]) as key,
        p.place
    from people as p
    where not contains(' ' || p.words || ' ', ' ' || p.person[-1] || ' ')
),

candidates as (
    select
        k.key,
        k.is_pair,
        false as is_by_people,
        k.place,
        k.joined != k.key as is_part
    from keyed as k
    union all
    select
        b.key,
        true as is_pair,
        true as is_by_people,
        b.place,
        true as is_part
    from by_people as b
),

kept as materialized (
    select
        c.key,
        c.is_pair,
        c.is_by_people,
        c.place,
        row_number() over (partition by c.key, c.is_by_people order by c.is_part, c.place) as rank
    from candidates as c
    qualify rank <= if(c.is_by_people, 40, 500)
),

of_words as (
    select
        k.key,
        true as is_by_people,
        max(k.rank) as names
    from kept as k
    where not k.is_by_people
    group by k.key
),

numbered as materialized (
    select
        k.key,
        k.is_pair,
        k.is_by_people,
        k.rank,
        k.place // 4294967296 as obscurity,
        k.place % 4294967296 as number,
        row_number() over () as row_id
    from kept as k
),

begins_4 as materialized (
    select
        n.row_id,
        n.key,
        n.is_pair,
        n.obscurity,
        n.number
    from numbered as n
    where not n.is_by_people
    qualify
        row_number() over (
            partition by n.is_pair, left(n.key, if(n.is_pair, 9, 5)) order by n.obscurity, n.key, n.number
        ) <= 100
),

begins_3 as materialized (
    from begins_4 as b
    qualify
        row_number() over (
            partition by b.is_pair, left(b.key, if(b.is_pair, 8, 4)) order by b.obscurity, b.key, b.number
        ) <= 100
),

begins_2 as materialized (
    from begins_3 as b
    qualify
        row_number() over (
            partition by b.is_pair, left(b.key, if(b.is_pair, 7, 3)) order by b.obscurity, b.key, b.number
        ) <= 100
),

begins_1 as materialized (
    from begins_2 as b
    qualify
        row_number() over (
            partition by b.is_pair, left(b.key, if(b.is_pair, 6, 2)) order by b.obscurity, b.key, b.number
        ) <= 100
),

begins_0 as materialized (
    from begins_1 as b
    qualify
        row_number() over (
            partition by b.is_pair, left(b.key, if(b.is_pair, 5, 1)) order by b.obscurity, b.key, b.number
        ) <= 100
),

steps as (
    select b.row_id from begins_4 as b
    union all
    select b.row_id from begins_3 as b
    union all
    select b.row_id from begins_2 as b
    union all
    select b.row_id from begins_1 as b
    union all
    select b.row_id from begins_0 as b
),

early as (
    select
        s.row_id,
        count(*) as steps
    from steps as s
    group by s.row_id
)

select
    k.key,
    k.is_pair,
    k.is_by_people,
    (k.rank + coalesce(w.names, 0))::smallint as rank,
    if(k.is_by_people, 105, if(k.is_pair, 10, 6) - coalesce(e.steps, 0))::tinyint as shown_from,
    n.kind,
    n.named_id,
    n.name,
    nullif(n.written, n.name) as written,
    nullif(n.words, lower(n.written)) as words,
    n.is_alternative,
    n.around,
    n.note,
    n.fame
from numbered as k
inner join names as n on k.number = n.number
left join early as e on k.row_id = e.row_id
left join of_words as w on k.key = w.key and k.is_by_people = w.is_by_people
order by k.key, rank;

comment on table search_postings is 'Names by the words that they are found by';
comment on column search_postings.key is 'A folded word; what is written without a space as one; two words as one';
comment on column search_postings.is_pair is 'Whether the key is two words of the name';
comment on column search_postings.is_by_people is 'Whether it is a film, and the key a name of who made it';
comment on column search_postings.rank is 'Place among the names under the key, from 1';
comment on column search_postings.shown_from is
'Letters of the key after which the name is among the 100 best known that begin so: to 6 of a word, 5 to 10 of two; else 100';
comment on column search_postings.kind is 'movie, person, collection or company';
comment on column search_postings.named_id is 'Id within its kind';
comment on column search_postings.name is 'Title or name';
comment on column search_postings.written is 'The title of the film that has the words; null if they are those of name';
comment on column search_postings.words is 'Its folded words; null if they are that in lower case';
comment on column search_postings.is_alternative is 'See searched_names';
comment on column search_postings.around is 'See searched_names';
comment on column search_postings.note is 'See search_names';
comment on column search_postings.fame is 'See search_names';
