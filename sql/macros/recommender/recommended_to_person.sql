-- The films to recommend to one person who liked some films and disliked others: what recommended_movies gives without `person`.
--
-- /// columns
-- of = ["recommended_films()"]
-- [columns.people]
-- about = "What each of several people has of the film, in their order; nothing when one person is asked for."
-- not_null = true
-- [columns.people.fields.person]
-- about = "The name that was given, or else the person's place, from 1."
-- not_null = true
-- [columns.people.fields.score]
-- about = "How much the film is recommended to that person alone; the least one is the score of the film."
-- not_null = true
-- [columns.people.fields.motivo]
-- about = "Why it is recommended to that person, in Spanish."
-- not_null = true
-- ///
-- /// macro
-- examples = [
--     { likes = ["862", "Heat"], n = 5 },
--     { likes = ["949"], dislikes = ["862"], seen = ["863"], genre = "Comedy", n = 7 },
--     { likes = ["nothing"] },
-- ]
-- ///
create or replace macro recommended_to_person(
    likes varchar[] := null,
    dislikes varchar[] := null,
    seen varchar[] := null,
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
    with named_films (judgements) as (
        select parse_judgements(likes, dislikes, seen)
    )

    select
        f.*,
        []::struct(person varchar, score double, motivo varchar)[] as people
    from recommended_films(
        (select f.judgements from named_films as f),
        genre,
        from_year,
        to_year,
        language,
        min_runtime,
        max_runtime,
        min_votes,
        exclude_collection,
        family,
        provider,
        region,
        diversity,
        novelty,
        coalesce(n, 10)
    ) as f;
