-- The words that names are found by, under the keys that they share with words that differ by a typing error.
--
-- /// table
-- key = ["spelling", "word"]
-- ///
create or replace table derived.search_corrections as
with words as (
    select
        p.key as word,
        max(p.fame) as fame
    from derived.search_postings as p
    where not p.is_pair and length(p.key) >= 3
    group by p.key
)

select
    unnest(search_spellings(w.word)) as spelling,
    w.word,
    w.fame
from words as w
order by spelling, w.word;

comment on table derived.search_corrections is 'Words by what typing errors leave of them';
comment on column derived.search_corrections.spelling is 'A key of search_spellings';
comment on column derived.search_corrections.word is 'The word as names have it, folded';
comment on column derived.search_corrections.fame is 'Fame of the best known name with the word, from 0 to 1000';
