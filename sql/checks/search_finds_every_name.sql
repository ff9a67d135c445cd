-- Every name is found by one of its words, or by two that follow one another, unless under all of these stand 500 others; under
-- no word stand more than 500 places, and 40 of films by their people.
with full_keys as (
    select p.key
    from derived.search_postings as p
    where not p.is_by_people
    group by p.key
    having count(*) = 500
),

without_place as (
    select
        n.kind,
        n.named_id,
        n.name,
        list_distinct(search_keys(n.name) || search_pairs(search_text_column(n.name))) as keys
    from derived.search_names as n
    anti join derived.search_postings as p on n.kind = p.kind and n.named_id = p.named_id
),

keyed as (
    select
        w.kind,
        w.named_id,
        unnest(w.keys) as key
    from without_place as w
),

displaced as (
    select
        k.kind,
        k.named_id,
        count(*) as keys
    from keyed as k
    inner join full_keys as f on k.key = f.key
    group by k.kind, k.named_id
)

select
    w.kind,
    w.named_id,
    w.name
from without_place as w
left join displaced as d on w.kind = d.kind and w.named_id = d.named_id
where coalesce(d.keys, 0) = 0 or d.keys < len(w.keys)
union all
select
    p.kind,
    p.named_id,
    p.key
from derived.search_postings as p
where p.rank not between 1 and 540
order by all;
