-- How many films have how many votes, in steps that double: 0, 1, 2 to 3, 4 to 7 and so on.
--
-- Both bounds are in the step. A number of votes that is not known counts as none.
--
-- /// endpoint
-- path = "/stats/vote_count_histogram"
-- answer = "many"
-- order = ["from_votes"]
-- page = 100
-- ///
create or replace macro vote_count_histogram() as table
    with films as (
        select
            length(bin(coalesce(m.vote_count, 0))) * (coalesce(m.vote_count, 0) > 0)::integer as step,
            count(*) as films
        from movies as m
        group by all
    ),

    steps as (
        select unnest(range(0, max(f.step) + 1))::integer as step
        from films as f
    )

    select
        if(s.step = 0, 0, 2 ** (s.step - 1))::bigint as from_votes,
        (2 ** s.step - 1)::bigint as to_votes,
        coalesce(f.films, 0) as films,
        coalesce(f.films, 0) / nullif((select count(*) from movies), 0) as share
    from steps as s
    left join films as f on s.step = f.step
    order by s.step;
