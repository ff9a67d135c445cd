-- How many films have how many votes, in steps that double: 0, 1, 2 to 3, 4 to 7 and so on. A number that is not known is told
-- apart: its bounds are null.
--
-- Both bounds are in the step.
--
-- /// endpoint
-- path = "/stats/vote_count_histogram"
-- answer = "many"
-- order = ["from_votes"]
-- page = 100
-- ///
-- /// columns
-- [columns.from_votes]
-- about = "Least number of votes of the step; null for films whose number of votes is not known."
-- [columns.to_votes]
-- about = "Greatest number of votes of the step; null for films whose number of votes is not known."
-- [columns.films]
-- about = "Number of films in the step."
-- not_null = true
-- [columns.share]
-- about = "Share of all films, from 0 to 1; null when there are none."
-- ///
create or replace macro vote_count_histogram() as table
    with stepped as (
        select
            known_votes(m.vote_count) as votes,
            if(votes = 0, 0, length(bin(votes))) as step
        from movies as m
    ),

    films as (
        select
            s.step,
            count(*) as films
        from stepped as s
        group by s.step
    ),

    steps (step) as (
        select unnest(range(0, max(f.step) + 1))
        from films as f
        union
        select f.step
        from films as f
    )

    select
        if(s.step = 0, 0, 2 ** (s.step - 1))::bigint as from_votes,
        (2 ** s.step - 1)::bigint as to_votes,
        coalesce(f.films, 0) as films,
        coalesce(f.films, 0) / nullif((select count(*) from movies), 0) as share
    from steps as s
    left join films as f on s.step is not distinct from f.step
    order by s.step nulls last;
