-- What each film has that another may have too, before it is known what others have.
--
-- Four genres say for whom a film is, and are kinds of their own as well. Of words that share a stem the one that most texts have
-- stands for all of them, for people read it in reasons.
--
-- The trait counts in full but for the cast, where the first count more: 1 / sqrt(1 + place / 2), the leading role in place 0.
--
-- /// table
-- key = ["movie_id", "kind", "feature_key"]
-- [references]
-- movie_id = "movies.movie_id"
-- kind = "recommendation_weights.name"
-- ///
create or replace table derived.movie_traits as
with billed as (
    select
        c.movie_id,
        c.person_id,
        row_number() over (partition by c.movie_id order by c.billing_order nulls last, c.credit_id) - 1 as place
    from "cast" as c
),

written as (
    select
        m.movie_id,
        'title' as kind,
        unnest(words(m.title)) as word
    from movies as m
    union all
    select
        m.movie_id,
        'text' as kind,
        unnest(words(concat_ws(' ', m.tagline, m.overview))) as word
    from movies as m
),

-- What one user calls one film may be a note for that user alone.
shared_tags as (
    select normalized_column(t.tag) as tag_key
    from movielens_tags as t
    group by tag_key
    having count(distinct t.user_id) >= 3 or count(distinct t.movie_id) >= 2
),

telling as (
    select w.*
    from written as w
    anti join derived.stop_words as s on w.word = s.word
),

spelled as (
    select
        t.word,
        stem(t.word) as word_stem,
        count(*) as texts
    from telling as t
    group by t.word
),

known_words as (
    select
        s.word,
        first_value(s.word) over (partition by s.word_stem order by s.texts desc, length(s.word) asc, s.word asc) as known_word
    from spelled as s
),

traits (movie_id, kind, feature_key, share) as (
    select distinct
        c.movie_id,
        if(c.job = 'Director', 'director', 'writer') as kind,
        c.person_id::varchar as feature_key,
        1.0::double as share
    from crew as c
    where
        c.job in (
            'Director', 'Screenplay', 'Writer', 'Story', 'Novel', 'Author', 'Characters', 'Comic Book', 'Original Story', 'Book',
            'Theatre Play', 'Short Story'
        )
    union all
    select
        b.movie_id,
        'cast',
        b.person_id::varchar,
        1 / sqrt(1 + min(b.place) / 2)
    from billed as b
    where b.place < 8
    group by b.movie_id, b.person_id
    union all
    select
        g.movie_id,
        'genre',
        g.genre_id::varchar,
        1.0
    from movie_genres as g
    union all
    select
        g.movie_id,
        lower(n.name),
        g.genre_id::varchar,
        1.0
    from movie_genres as g
    inner join genres as n on g.genre_id = n.genre_id
    where n.name in ('Animation', 'Documentary', 'Family', 'Horror')
    union all
    select
        k.movie_id,
        'keyword',
        k.keyword_id::varchar,
        1.0
    from movie_keywords as k
    union all
    select distinct
        t.movie_id,
        'tag',
        s.tag_key,
        1.0
    from movielens_tags as t
    inner join shared_tags as s on normalized_column(t.tag) = s.tag_key
    union all
    select
        c.movie_id,
        'company',
        c.company_id::varchar,
        1.0
    from movie_companies as c
    union all
    select
        c.movie_id,
        'country',
        c.country_code,
        1.0
    from movie_countries as c
    union all
    select
        m.movie_id,
        'language',
        m.original_language,
        1.0
    from movies as m
    where m.original_language is not null
    union all
    select distinct
        t.movie_id,
        t.kind,
        k.known_word,
        1.0
    from telling as t
    inner join known_words as k on t.word = k.word
)

select t.*
from traits as t;

comment on table derived.movie_traits is 'What films have that others may have too';
comment on column derived.movie_traits.movie_id is 'The film (movies)';
comment on column derived.movie_traits.kind is 'A kind of recommendation_weights';
comment on column derived.movie_traits.feature_key is 'See features';
comment on column derived.movie_traits.share is 'How much it counts, 1 in full';
