-- Every name is found by one of its words, or by two that follow one another, and under no word stand more than 500 places.
select
    n.kind,
    n.named_id,
    n.name
from search_names as n
anti join search_postings as p on n.kind = p.kind and n.named_id = p.named_id
union all
select
    p.kind,
    p.named_id,
    p.key
from search_postings as p
where p.rank not between 1 and 500
order by all;
