-- Films with values that are hard to believe, rule by rule, the most suspicious first.
--
-- The values are as the raw files have them; nothing was changed or left out because of them. The rules: a known budget under
-- 1,000 with a revenue over a million (budget_too_small), a release after the build (release_after_build), a return over 1,000
-- (return_too_high), and more than 600 minutes (runtime_too_long).
--
-- /// endpoint
-- path = "/quality/suspicious"
-- answer = "many"
-- order = ["rule", "-suspicion", "movie_id"]
-- page = 1000
-- ///
-- /// columns
-- of = ["movies"]
-- [columns.rule]
-- about = "The rule that the film breaks."
-- not_null = true
-- [columns.evidence]
-- about = "The values that are hard to believe."
-- not_null = true
-- [columns.suspicion]
-- about = "How far they are from what is common; comparable within one rule."
-- not_null = true
-- ///
create or replace macro quality_suspicious() as table
    with suspects as (
        select
            'budget_too_small' as rule,
            m.movie_id,
            m.title,
            format('budget = {}, revenue = {}', m.budget, m.revenue) as evidence,
            finite(m."return") as suspicion
        from movies as m
        where m.budget > 0 and m.budget < 1000 and m.revenue > 1000000
        union all
        select
            'release_after_build' as rule,
            m.movie_id,
            m.title,
            format('release_date = {}', m.release_date) as evidence,
            m.release_date - b.built_at::date as suspicion
        from movies as m
        inner join build_info as b on m.release_date > b.built_at::date
        union all
        select
            'return_too_high' as rule,
            m.movie_id,
            m.title,
            format('return = {:.1f}, budget = {}, revenue = {}', m."return", m.budget, m.revenue) as evidence,
            m."return" as suspicion
        from movies as m
        where finite(m."return") > 1000
        union all
        select
            'runtime_too_long' as rule,
            m.movie_id,
            m.title,
            format('runtime = {}', m.runtime) as evidence,
            m.runtime as suspicion
        from movies as m
        where m.runtime > 600
    )

    select
        s.rule,
        s.movie_id,
        s.title,
        s.evidence,
        s.suspicion
    from suspects as s
    order by s.rule asc, s.suspicion desc, s.movie_id asc;
