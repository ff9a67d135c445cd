-- What can be searched: films, people, series and companies, each with how well it is known and what tells namesakes apart.
--
-- Fame is the logarithm of votes, between 0 and 1000 for each kind: those of a film, or of all films of a series, a company or a
-- person. A film counts for a person as far as the person made it: in full who directed or wrote it or has the leading role, less
-- who is billed later, and a tenth for everybody else; in whole thousandths of a vote, whose sum does not depend on their order.
create or replace view derived.search_names as
with credits (person_id, movie_id, share) as (
    select
        t.feature_key::integer,
        t.movie_id,
        t.share
    from derived.movie_traits as t
    where t.kind in ('director', 'writer', 'cast')
    union all
    select
        c.person_id,
        c.movie_id,
        0.1
    from "cast" as c
    union all
    select
        c.person_id,
        c.movie_id,
        0.1
    from crew as c
),

parts as (
    select
        c.person_id,
        m.movie_id,
        m.title,
        round(1000 * max(c.share) * coalesce(known_votes(m.vote_count), 0))::bigint as thousandths
    from credits as c
    inner join movies as m on c.movie_id = m.movie_id
    group by c.person_id, m.movie_id, m.title, m.vote_count
),

names (kind, named_id, name, note, votes) as (
    select
        'movie',
        m.movie_id,
        m.title,
        m.release_year::varchar,
        known_votes(m.vote_count)
    from movies as m
    union all
    select
        'person',
        p.person_id,
        any_value(p.name),
        arg_max(f.title, (f.thousandths, -f.movie_id::bigint)),
        sum(f.thousandths)::double / 1000
    from people as p
    left join parts as f on p.person_id = f.person_id
    group by p.person_id
    union all
    select
        'collection',
        c.collection_id,
        any_value(c.name),
        count(m.movie_id) || if(count(m.movie_id) = 1, ' film', ' films'),
        sum(known_votes(m.vote_count))
    from collections as c
    left join movies as m on c.collection_id = m.collection_id
    group by c.collection_id
    union all
    select
        'company',
        c.company_id,
        any_value(c.name),
        count(m.movie_id) || if(count(m.movie_id) = 1, ' film', ' films'),
        sum(known_votes(m.vote_count))
    from companies as c
    left join movie_companies as l on c.company_id = l.company_id
    left join movies as m on l.movie_id = m.movie_id
    group by c.company_id
)

select
    n.kind,
    n.named_id::integer as named_id,
    n.name,
    n.note,
    coalesce(round(1000 * ln(1 + n.votes) / nullif(ln(1 + max(n.votes) over (partition by n.kind)), 0)), 0)::smallint as fame
from names as n
where trim(n.name) != '';

comment on view derived.search_names is 'Names that can be searched';
comment on column derived.search_names.kind is 'movie, person, collection or company';
comment on column derived.search_names.named_id is 'Id within its kind (movies, people, collections or companies)';
comment on column derived.search_names.name is 'Title or name';
comment on column derived.search_names.note is
'Year of release of a film, best-known film of a person, number of films of the others';
comment on column derived.search_names.fame is 'How well known it is among its kind, from 0 to 1000';
