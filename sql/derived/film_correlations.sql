-- How far numbers of films go together, pair by pair: Pearson's correlation of the numbers and Spearman's of their ranks.
--
-- A pair counts the films of which both numbers are known: money, runtime and mean vote of 0 are not (a film without votes has no
-- mean vote), and a return needs budget and revenue. The second population has only films whose budget and revenue are both
-- known. Equal numbers share the mean of their ranks. A correlation is null where a number does not vary. Popularities beyond
-- 1e100 count as that, for the square of a greater one may have no end.
--
-- /// table
-- key = ["population", "first_measure", "second_measure"]
-- not_null = ["population", "first_measure", "second_measure", "films"]
-- ///
create or replace table derived.film_correlations as
with measured as (
    select
        m.movie_id,
        m.budget > 0 and m.revenue > 0 as has_money,
        nullif(m.budget, 0)::double as budget,
        nullif(m.revenue, 0)::double as revenue,
        case when m.budget > 0 and m.revenue > 0 then m.revenue / m.budget end as "return",
        nullif(m.runtime, 0)::double as runtime,
        case when isfinite(m.popularity) and m.popularity >= 0 then least(m.popularity, 1e100) end as popularity,
        case when m.vote_count > 0 then known_mean_vote(m.vote_average) end as vote_average,
        known_votes(m.vote_count)::double as vote_count,
        m.release_year::double as release_year
    from movies as m
),

amounts as (
    unpivot measured
    on budget, revenue, "return", runtime, popularity, vote_average, vote_count, release_year
    into
    name measure
    value amount
),

pairs as (
    select
        unnest(if(a.has_money, ['all films', 'films with known money'], ['all films'])) as population,
        a.measure as first_measure,
        b.measure as second_measure,
        a.movie_id,
        a.amount as first_amount,
        b.amount as second_amount
    from amounts as a
    inner join amounts as b on a.movie_id = b.movie_id and a.measure < b.measure
),

ranked as (
    select
        p.*,
        rank() over (partition by p.population, p.first_measure, p.second_measure order by p.first_amount)
        + (count(*) over (partition by p.population, p.first_measure, p.second_measure, p.first_amount) - 1) / 2 as first_rank,
        rank() over (partition by p.population, p.first_measure, p.second_measure order by p.second_amount)
        + (count(*) over (partition by p.population, p.first_measure, p.second_measure, p.second_amount) - 1) / 2 as second_rank
    from pairs as p
),

correlated as (
    select
        r.population,
        r.first_measure,
        r.second_measure,
        count(*) as films,
        corr(r.first_amount, r.second_amount order by r.movie_id) as pearson,
        corr(r.first_rank, r.second_rank order by r.movie_id) as spearman
    from ranked as r
    group by r.population, r.first_measure, r.second_measure
)

select
    c.population,
    c.first_measure,
    c.second_measure,
    c.films,
    case when isfinite(c.pearson) then round(c.pearson, 6) end as pearson,
    case when isfinite(c.spearman) then round(c.spearman, 6) end as spearman
from correlated as c
order by c.population, c.first_measure, c.second_measure;

comment on table derived.film_correlations is 'How far numbers of films go together';
comment on column derived.film_correlations.population is 'all films, or films with known money';
comment on column derived.film_correlations.first_measure is 'A number of films (columns of movies)';
comment on column derived.film_correlations.second_measure is 'Another one, later in the alphabet';
comment on column derived.film_correlations.films is 'Number of films of which both are known';
comment on column derived.film_correlations.pearson is 'Pearson''s correlation, from -1 to 1; null where a number does not vary';
comment on column derived.film_correlations.spearman is
'Spearman''s rank correlation, from -1 to 1; null where a number does not vary';
