-- In how many titles each word is, by the original language of the films. Words that every text has are left out (stop_words),
-- and so are those of one or two letters; a title counts once however often it has the word.
--
-- /// table
-- key = ["word", "original_language"]
-- nullable = ["original_language"]
-- not_null = ["word", "films", "vote_count"]
-- [references]
-- original_language = "languages.language_code"
-- ///
create or replace table derived.title_word_totals as
with title_words as (
    select
        unnest(words(m.title)) as word,
        m.original_language,
        m.vote_count
    from movies as m
)

select
    t.word,
    t.original_language,
    count(*) as films,
    coalesce(sum(known_votes(t.vote_count)), 0)::bigint as vote_count
from title_words as t
anti join derived.stop_words as s on t.word = s.word
group by t.word, t.original_language
order by t.word, t.original_language;

comment on table derived.title_word_totals is 'Titles by the words in them';
comment on column derived.title_word_totals.word is 'The word, in lower case and without accents';
comment on column derived.title_word_totals.original_language is 'Language in which the films were made (languages)';
comment on column derived.title_word_totals.films is 'Number of films with the word in the title';
comment on column derived.title_word_totals.vote_count is 'Number of their votes';
