-- How far numbers of films go together, pair by pair: Pearson's correlation, and Spearman's, which compares ranks.
--
-- Each pair is there for all films and for those whose budget and revenue are both known. Films of which one of the two numbers
-- is not known do not count; 0 stands for unknown in money, runtime and the mean vote of films without votes. A correlation is
-- null where a number does not vary.
--
-- /// endpoint
-- path = "/stats/correlations"
-- answer = "many"
-- order = ["population", "first_measure", "second_measure"]
-- page = 1000
-- facets = ["population", "first_measure", "second_measure"]
-- ///
-- /// columns
-- of = ["film_correlations"]
-- ///
create or replace macro correlations() as table
    select
        c.population,
        c.first_measure,
        c.second_measure,
        c.films,
        c.pearson,
        c.spearman
    from derived.film_correlations as c
    order by c.population, c.first_measure, c.second_measure;
