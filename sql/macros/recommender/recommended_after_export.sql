-- The films to recommend to whoever has an export of another site (exported, as for films_of_export), best first, with scores and
-- reasons: what is liked there is liked, and nothing of what is there is recommended. The rest is as for recommended_films.
--
-- /// macro
-- examples = [
--     { exported = [{ line = 2, tmdb_id = 862, is_liked = true }, { line = 3, tmdb_id = 863, is_liked = false }], most = 5 },
--     { exported = [{ line = 2, titles = ["heat"], year = 1995, is_liked = true }], most = 3 },
--     { exported = [{ line = 2, tmdb_id = 862, is_liked = false }], most = 5 },
--     { exported = [{ line = 2, tmdb_id = 862, is_liked = true }], most = 5, genre = "Comedy", from_year = 1990, family = true },
-- ]
-- ///
create or replace macro recommended_after_export(
    exported,
    most,
    genre := null,
    from_year := null,
    to_year := null,
    language := null,
    family := null,
    provider := null,
    region := null,
    diversity := null,
    novelty := null
) as table
    with judged as (
        select distinct
            f.movie_id,
            unnest(if(f.is_liked, [0, 1], [0])) as sign
        from films_of_export(exported) as f
    ),

    judgements as (
        select list({ 'movie_id': j.movie_id, 'sign': j.sign } order by j.movie_id asc, j.sign asc) as films
        from judged as j
    )

    from recommended_films(
        (select j.films from judgements as j),
        genre := genre,
        from_year := from_year,
        to_year := to_year,
        language := language,
        family := family,
        provider := provider,
        region := region,
        diversity := diversity,
        novelty := novelty,
        most := most
    );
