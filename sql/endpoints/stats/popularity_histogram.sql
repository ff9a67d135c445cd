-- How many films have which popularity, in steps that double. A popularity of 0 is told apart, and so is one that is not known:
-- its bounds are null.
--
-- A step holds the popularities from its lower bound to below its upper bound; the last one there can be ends with the greatest
-- number that there is.
--
-- /// endpoint
-- path = "/stats/popularity_histogram"
-- answer = "many"
-- order = ["from_popularity"]
-- page = 100
-- ///
-- /// columns
-- [columns.from_popularity]
-- about = "Least popularity of the step; null for films whose popularity is not known."
-- [columns.to_popularity]
-- about = "The popularities of the step are below this; null for films whose popularity is not known."
-- [columns.films]
-- about = "Number of films in the step."
-- not_null = true
-- [columns.share]
-- about = "Share of all films, from 0 to 1; null when there are none."
-- ///
create or replace macro popularity_histogram() as table
    with popularities as (
        select case when isfinite(m.popularity) and m.popularity >= 0 then m.popularity end as popularity
        from movies as m
    ),

    -- A logarithm is rounded, so that of a number just below a power of two is that of the power.
    stepped as (
        select
            p.popularity,
            case when p.popularity > 0 then floor(log2(p.popularity))::integer end as power,
            power - (2::double ** power > p.popularity)::integer as step
        from popularities as p
    ),

    films as (
        select
            s.step,
            if(s.popularity = 0, 0, 2::double ** s.step) as from_popularity,
            count(*) as films
        from stepped as s
        group by all
    ),

    steps (step, from_popularity) as (
        select
            unnest(range(min(s.step), max(s.step) + 1)) as found_step,
            2::double ** found_step
        from stepped as s
        union
        select
            f.step,
            f.from_popularity
        from films as f
    )

    select
        s.from_popularity,
        if(s.from_popularity > 0, least(2::double ** (s.step + 1), 1.7976931348623157e308), s.from_popularity) as to_popularity,
        coalesce(f.films, 0) as films,
        coalesce(f.films, 0) / nullif((select count(*) from movies), 0) as share
    from steps as s
    left join films as f on s.from_popularity is not distinct from f.from_popularity
    order by s.from_popularity nulls last;
