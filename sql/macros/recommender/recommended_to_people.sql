-- The films to recommend to several people together, best first, among those that fit: with scores, and reasons for each person.
--
-- likes and person are as liked_words and asked_people of judgements_of_people; the rest is as for recommended_films.
--
-- /// macro
-- examples = [
--     { person = ["Ana=862", "949;238"], n = 5 },
--     { likes = ["863"], person = ["Luis=heat"], dislikes = ["862"], genre = "Comedy", diversity = 0.5, n = 7 },
--     { person = ["862", "949"], seen = ["863"], family = true, novelty = 0.5, provider = "Netflix", region = "AR" },
--     { person = ["862", "nothing"] },
-- ]
-- ///
create or replace macro recommended_to_people(
    likes varchar[] := null,
    dislikes varchar[] := null,
    seen varchar[] := null,
    person varchar[] := null,
    genre varchar := null,
    from_year integer := null,
    to_year integer := null,
    language varchar := null,
    min_runtime integer := null,
    max_runtime integer := null,
    min_votes integer := null,
    exclude_collection boolean := null,
    family boolean := null,
    provider varchar := null,
    region varchar := null,
    diversity double := null,
    novelty double := null,
    n integer := null
) as table
    with given as (
        from judgements_of_people(likes, dislikes, seen, person)
    ),

    together as (
        select list(g order by g.place) as people
        from given as g
    )

    from recommended_together(
        (select t.people from together as t),
        {
            'genre': genre,
            'from_year': from_year,
            'to_year': to_year,
            'language': language,
            'min_runtime': min_runtime,
            'max_runtime': max_runtime,
            'min_votes': min_votes,
            'exclude_collection': exclude_collection,
            'family': family,
            'novelty': novelty
        },
        provider,
        region,
        diversity,
        coalesce(n, 10)
    );
