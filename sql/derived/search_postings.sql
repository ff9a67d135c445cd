-- The names under each word that they are found by, and under each two words that follow one another, the best known first: what
-- a search reads, with all that it needs in one row.
--
-- A film stands there with each of its titles, and under the last name and the last two names of who directed it or leads its
-- cast, where the 40 best known of each person are enough. Names that are nothing but the word stand before all others, and films
-- that are there for their people behind them. Only the first 500 of a key are kept, or common words would be slow to read; a
-- name that few know is found by two of its words together, or by a rare one.
--
-- /// table
-- key = ["key", "kind", "named_id", "written"]
-- nullable = ["written"]
-- not_null = ["key", "is_pair", "is_by_people", "rank", "kind", "named_id", "name", "is_alternative", "fame"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table derived.search_postings as
with folded as (
    select
        n.*,
        search_text_column(n.written) as words
    from derived.searched_names as n
),

names as (
    select
        f.*,
        search_keys(f.written) as word_keys,
        row_number() over (order by f.kind, f.named_id, f.words) as number
    from folded as f
    where f.words is not null
    qualify row_number() over (partition by f.kind, f.named_id, f.words order by f.written != f.name, f.written) = 1
),

keyed as (
    select
        unnest(list_distinct(n.word_keys || search_pairs(n.words))) as key,
        n.word_keys,
        n.number,
        n.words,
        n.fame
    from names as n
),

people as (
    select
        n.number,
        n.fame,
        n.words,
        string_split(search_text_column(unnest(n.people)), ' ') as person
    from names as n
    where n.people is not null and n.fame >= 200
),

by_people as (
    select distinct
        unnest([p.person[-1], array_to_string(p.person[-2:], '')]) as key,
        p.number,
        p.fame
    from people as p
    where not contains(' ' || p.words || ' ', ' ' || p.person[-1] || ' ')
),

kept as (
    select
        k.key,
        not list_contains(k.word_keys, k.key) as is_pair,
        false as is_by_people,
        k.number,
        k.fame,
        row_number() over (
            partition by k.key order by replace(k.words, ' ', '') = k.key desc, k.fame desc, k.number asc
        ) as rank
    from keyed as k
    qualify rank <= 500
    union all
    select
        b.key,
        true as is_pair,
        true as is_by_people,
        b.number,
        b.fame,
        500 + row_number() over (partition by b.key order by b.fame desc, b.number asc) as rank
    from by_people as b
    qualify rank <= 540
),

placed as (
    select
        k.*,
        row_number() over (
            partition by k.is_by_people, k.is_pair, left(k.key, if(k.is_pair, 5, 1))
            order by k.fame desc, k.key asc, k.number asc
        ) as among_fewest,
        row_number() over (
            partition by k.is_by_people, k.is_pair, left(k.key, if(k.is_pair, 6, 2))
            order by k.fame desc, k.key asc, k.number asc
        ) as among_1_more,
        row_number() over (
            partition by k.is_by_people, k.is_pair, left(k.key, if(k.is_pair, 7, 3))
            order by k.fame desc, k.key asc, k.number asc
        ) as among_2_more,
        row_number() over (
            partition by k.is_by_people, k.is_pair, left(k.key, if(k.is_pair, 8, 4))
            order by k.fame desc, k.key asc, k.number asc
        ) as among_3_more,
        row_number() over (
            partition by k.is_by_people, k.is_pair, left(k.key, if(k.is_pair, 9, 5))
            order by k.fame desc, k.key asc, k.number asc
        ) as among_4_more
    from kept as k
)

select
    p.key,
    p.is_pair,
    p.is_by_people,
    (row_number() over (partition by p.key order by p.rank asc))::smallint as rank,
    (
        if(p.is_pair, 5, 1)
        + case
            when p.is_by_people then 100
            when p.among_fewest <= 100 then 0
            when p.among_1_more <= 100 then 1
            when p.among_2_more <= 100 then 2
            when p.among_3_more <= 100 then 3
            when p.among_4_more <= 100 then 4
            else 5
        end
    )::tinyint as shown_from,
    n.kind,
    n.named_id,
    n.name,
    nullif(n.written, n.name) as written,
    nullif(n.words, lower(n.written)) as words,
    n.is_alternative,
    n.around,
    n.note,
    n.fame
from placed as p
inner join names as n on p.number = n.number
order by p.key, rank;

comment on table derived.search_postings is 'Names by the words that they are found by';
comment on column derived.search_postings.key is 'A folded word; what is written without a space as one; two words as one';
comment on column derived.search_postings.is_pair is 'Whether the key is two words of the name';
comment on column derived.search_postings.is_by_people is 'Whether it is a film, and the key a name of who made it';
comment on column derived.search_postings.rank is 'Place among the names under the key, from 1';
comment on column derived.search_postings.shown_from is
'Letters of the key after which the name is among the 100 best known that begin so: to 6 of a word, 5 to 10 of two; else 100';
comment on column derived.search_postings.kind is 'movie, person, collection or company';
comment on column derived.search_postings.named_id is 'Id within its kind';
comment on column derived.search_postings.name is 'Title or name';
comment on column derived.search_postings.written is 'The title of the film that has the words; null if they are those of name';
comment on column derived.search_postings.words is 'Its folded words; null if they are that in lower case';
comment on column derived.search_postings.is_alternative is 'See searched_names';
comment on column derived.search_postings.around is 'See searched_names';
comment on column derived.search_postings.note is 'See search_names';
comment on column derived.search_postings.fame is 'See search_names';
