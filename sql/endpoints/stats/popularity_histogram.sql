-- How many films have which popularity, in steps that double. A popularity of 0 is told apart, and so is one that is not known:
-- its bounds are null.
--
-- A step holds the popularities from its lower bound to below its upper bound.
--
-- /// endpoint
-- path = "/stats/popularity_histogram"
-- answer = "many"
-- order = ["from_popularity"]
-- page = 100
-- ///
create or replace macro popularity_histogram() as table
    with popularities as (
        select
            m.popularity,
            case when m.popularity > 0 then floor(log2(m.popularity))::integer end as step
        from movies as m
    ),

    films as (
        select
            case when p.popularity is not null then if(p.step is null, 0, 2::double ** p.step) end as from_popularity,
            case when p.popularity is not null then if(p.step is null, 0, 2::double ** (p.step + 1)) end as to_popularity,
            count(*) as films
        from popularities as p
        group by all
    ),

    steps (from_popularity, to_popularity) as (
        select
            2::double ** unnest(range(min(p.step), max(p.step) + 1)),
            2::double ** (unnest(range(min(p.step), max(p.step) + 1)) + 1)
        from popularities as p
        union
        select
            f.from_popularity,
            f.to_popularity
        from films as f
    )

    select
        s.from_popularity,
        s.to_popularity,
        coalesce(f.films, 0) as films,
        coalesce(f.films, 0) / nullif((select count(*) from movies), 0) as share
    from steps as s
    left join films as f on s.from_popularity is not distinct from f.from_popularity
    order by s.from_popularity nulls last;
