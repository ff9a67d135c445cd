-- The names under each word that they are found by, the best known first: what a search reads, with all that it needs in one row.
--
-- Names that are nothing but the word stand before all others. Only the first 500 of a word are kept, or common words would be
-- slow to read; a name that is among those of none of its words is kept under each two words that follow one another.
--
-- /// table
-- key = ["key", "kind", "named_id"]
-- not_null = ["key", "rank", "kind", "named_id", "name", "fame"]
-- [unreferenced]
-- named_id = "Ids of different tables, as the kind says."
-- ///
create or replace table search_postings as
with names as (
    select
        n.*,
        search_text(n.name) as words
    from search_names as n
),

keyed as (
    select
        unnest(search_keys(n.name)) as key,
        replace(n.words, ' ', '') = key as is_name,
        n.kind,
        n.named_id,
        n.fame
    from names as n
),

ranked as (
    select
        k.*,
        row_number() over (partition by k.key order by k.is_name desc, k.fame desc, k.kind asc, k.named_id asc) as rank
    from keyed as k
),

paired as (
    select
        unnest(search_pairs(n.words)) as key,
        n.kind,
        n.named_id,
        n.fame
    from names as n
    anti join ranked as r on n.kind = r.kind and n.named_id = r.named_id and r.rank <= 500
),

kept (key, kind, named_id, fame, rank) as (
    select
        r.key,
        r.kind,
        r.named_id,
        r.fame,
        r.rank
    from ranked as r
    where r.rank <= 500
    union all
    select
        p.key,
        p.kind,
        p.named_id,
        p.fame,
        row_number() over (partition by p.key order by p.fame desc, p.kind asc, p.named_id asc) as rank
    from paired as p
    qualify rank <= 500
),

placed as (
    select
        k.key,
        k.rank,
        k.kind,
        k.named_id,
        row_number() over (partition by left(k.key, 1) order by k.fame desc, k.key asc, k.kind asc, k.named_id asc) as among_1,
        row_number() over (partition by left(k.key, 2) order by k.fame desc, k.key asc, k.kind asc, k.named_id asc) as among_2,
        row_number() over (partition by left(k.key, 3) order by k.fame desc, k.key asc, k.kind asc, k.named_id asc) as among_3,
        row_number() over (partition by left(k.key, 4) order by k.fame desc, k.key asc, k.kind asc, k.named_id asc) as among_4,
        row_number() over (partition by left(k.key, 5) order by k.fame desc, k.key asc, k.kind asc, k.named_id asc) as among_5
    from kept as k
)

select
    p.key,
    p.rank::smallint as rank,
    (
        case
            when p.among_1 <= 100 then 1
            when p.among_2 <= 100 then 2
            when p.among_3 <= 100 then 3
            when p.among_4 <= 100 then 4
            when p.among_5 <= 100 then 5
            else 6
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
comment on column search_postings.rank is 'Place among the names under the key, from 1 to 500';
comment on column search_postings.shown_from is
'Letters of the key after which the name is among the 100 best known with that beginning; at most 6';
comment on column search_postings.kind is 'movie, person, collection or company';
comment on column search_postings.named_id is 'Id within its kind';
comment on column search_postings.name is 'Title or name';
comment on column search_postings.words is 'Folded words of the name; null if they are the name in lower case';
comment on column search_postings.note is 'See search_names';
comment on column search_postings.fame is 'See search_names';
