-- How many films have which mean vote, in steps of half a point. Films of which none is known, such as those without votes, are
-- told apart: their bounds are null.
--
-- A step holds the votes from its lower bound to below its upper bound; the last one holds 10 as well.
--
-- /// endpoint
-- path = "/stats/vote_average_histogram"
-- answer = "many"
-- order = ["from_vote"]
-- page = 100
-- ///
-- /// columns
-- [columns.from_vote]
-- about = "Least mean vote of the step; null for films without votes."
-- [columns.to_vote]
-- about = "The mean votes of the step are below this; null for films without votes."
-- [columns.films]
-- about = "Number of films in the step."
-- not_null = true
-- [columns.share]
-- about = "Share of all films, from 0 to 1; null when there are none."
-- ///
create or replace macro vote_average_histogram() as table
    with steps as (
        select unnest(range(0, 20) || [null])::integer as step
    ),

    films as (
        select
            case
                when m.vote_count > 0 and known_mean_vote(m.vote_average) is not null
                    then least(floor(m.vote_average * 2), 19)::integer
            end as step,
            count(*) as films
        from movies as m
        group by all
    )

    select
        s.step / 2 as from_vote,
        (s.step + 1) / 2 as to_vote,
        coalesce(f.films, 0) as films,
        coalesce(f.films, 0) / nullif((select count(*) from movies), 0) as share
    from steps as s
    left join films as f on s.step is not distinct from f.step
    order by s.step nulls last;
