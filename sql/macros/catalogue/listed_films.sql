-- The films as lists show them, in one row each.
--
-- The cast is its first five; languages are the ISO 639-1 codes of those that are spoken.
--
-- /// columns
-- of = ["film_details"]
-- [columns.title]
-- of = "film_details.title"
-- vocabulary = "title"
-- [columns.genres]
-- of = "film_details.genres"
-- vocabulary = "genre"
-- [columns.original_language]
-- of = "film_details.original_language"
-- vocabulary = "language"
-- [columns.collection_name]
-- of = "film_details.collection_name"
-- vocabulary = "collection"
-- [columns.directors]
-- of = "film_details.directors"
-- vocabulary = "director"
-- [columns.leading_cast]
-- of = "film_details.leading_cast"
-- vocabulary = "actor"
-- [columns.companies]
-- of = "film_details.companies"
-- vocabulary = "company"
-- [columns.countries]
-- of = "film_details.countries"
-- vocabulary = "country"
-- [columns.languages]
-- of = "film_details.language_codes"
-- vocabulary = "language"
-- [columns.keywords]
-- of = "film_details.keywords"
-- vocabulary = "keyword"
-- [columns.poster_url]
-- about = "Address of the poster on the TMDB image server, 342 pixels wide."
-- ///
create or replace macro listed_films() as table
    select
        d.movie_id,
        d.title,
        d.release_date,
        d.release_year,
        d.genres,
        d.original_language,
        d.collection_name,
        d.runtime,
        d.budget,
        d.revenue,
        d."return",
        d.vote_average,
        d.vote_count,
        d.weighted_rating,
        d.popularity,
        d.directors,
        d.leading_cast,
        d.companies,
        d.countries,
        d.language_codes as languages,
        d.keywords,
        d.tagline,
        d.overview,
        d.status,
        d.poster_path,
        poster_url(d.poster_path) as poster_url
    from derived.film_details as d;
