-- The names under each word that they are found by, and under each two words that follow one another, the best known first: what
-- a search reads, with all that it needs in one row.
--
-- Names that are nothing but the word stand before all others. Only the first 500 of a key are kept, or common words would be
-- slow to read; a name that few know is found by two of its words together, or by a rare one.
--
-- /// table
-- key = ["key", "kind", "named_id"]
-- not_null = ["key", "is_pair", "rank", "kind", "named_id", "name", "fame"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table search_postings as
with names as (
    select
        n.*,
        search_text(n.name) as words,
        search_keys(n.name) as word_keys
    from search_names as n
),

keyed as (
    select
        unnest(list_distinct(n.word_keys || search_pairs(n.words))) as key,
        n.word_keys,
        n.kind,
        n.named_id,
        n.words,
        n.fame
    from names as n
),

kept as (
    select
        k.key,
        not list_contains(k.word_keys, k.key) as is_pair,
        k.kind,
        k.named_id,
        k.fame,
        row_number() over (
            partition by k.key
            order by replace(k.words, ' ', '') = k.key desc, k.fame desc, k.kind asc, k.named_id asc
        ) as rank
    from keyed as k
    qualify rank <= 500
),

placed as (
    select
        k.*,
        row_number() over (
            partition by k.is_pair, left(k.key, if(k.is_pair, 5, 1))
            order by k.fame desc, k.key asc, k.kind asc, k.named_id asc
        ) as among_fewest,
        row_number() over (
            partition by k.is_pair, left(k.key, if(k.is_pair, 6, 2))
            order by k.fame desc, k.key asc, k.kind asc, k.named_id asc
        ) as among_1_more,
        row_number() over (
            partition by k.is_pair, left(k.key, if(k.is_pair, 7, 3))
            order by k.fame desc, k.key asc, k.kind asc, k.named_id asc
        ) as among_2_more,
        row_number() over (
            partition by k.is_pair, left(k.key, if(k.is_pair, 8, 4))
            order by k.fame desc, k.key asc, k.kind asc, k.named_id asc
        ) as among_3_more,
        row_number() over (
            partition by k.is_pair, left(k.key, if(k.is_pair, 9, 5))
            order by k.fame desc, k.key asc, k.kind asc, k.named_id asc
        ) as among_4_more
    from kept as k
)

select
    p.key,
    p.is_pair,
    p.rank::smallint as rank,
    (
        if(p.is_pair, 5, 1)
        + case
            when p.among_fewest <= 100 then 0
            when p.among_1_more <= 100 then 1
            when p.among_2_more <= 100 then 2
            when p.among_3_more <= 100 then 3
            when p.among_4_more <= 100 then 4
            else 5
        end
    )::tinyint as shown_from,
    p.kind,
    p.named_id,
    n.name,
    nullif(n.words, lower(n.name)) as words,
    n.note,
    n.fame
from placed as p
inner join names as n on p.kind = n.kind and p.named_id = n.named_id
order by p.key, p.rank, p.kind, p.named_id;

comment on table search_postings is 'Names by the words that they are found by';
comment on column search_postings.key is 'A folded word; what is written without a space as one; two words as one';
comment on column search_postings.is_pair is 'Whether the key is two words of the name';
comment on column search_postings.rank is 'Place among the names under the key, from 1 to 500';
comment on column search_postings.shown_from is
'Letters of the key after which the name is among the 100 best known with that beginning: up to 6 of a word, 5 to 10 of two';
comment on column search_postings.kind is 'movie, person, collection or company';
comment on column search_postings.named_id is 'Id within its kind';
comment on column search_postings.name is 'Title or name';
comment on column search_postings.words is 'Folded words of the name; null if they are the name in lower case';
comment on column search_postings.note is 'See search_names';
comment on column search_postings.fame is 'See search_names';
