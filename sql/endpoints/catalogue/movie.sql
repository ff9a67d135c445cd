-- A film: all that there is to say of it.
--
-- Unknown budget and revenue are 0, and so is a return that cannot be computed. The leading cast is its first five, by their
-- places in the credits from 0; who plays several roles stands there with the first one.
--
-- /// endpoint
-- path = "/movies/{film}"
-- answer = "one"
-- compiled = "film_details.movie_id"
-- tag = "movies"
-- [parameters.film]
-- about = "Id of the film (movie_id)."
-- example = 862
-- ///
-- /// columns
-- of = ["film_details"]
-- [columns.collection]
-- about = "The series that it belongs to."
-- fields_of = ["collections"]
-- [columns.genres]
-- about = "Its genres."
-- not_null = true
-- fields_of = ["genres"]
-- [columns.directors]
-- about = "Its directors, in the order of their names."
-- not_null = true
-- fields_of = ["people"]
-- [columns.leading_cast]
-- about = "The first five of its cast."
-- not_null = true
-- fields_of = ["people"]
-- fields.character.of = "cast.character"
-- fields.place.of = "cast.billing_order"
-- [columns.companies]
-- about = "The companies that produced it."
-- not_null = true
-- fields_of = ["companies"]
-- [columns.countries]
-- about = "The countries that produced it."
-- not_null = true
-- fields_of = ["countries"]
-- [columns.languages]
-- about = "The languages spoken in it."
-- not_null = true
-- fields_of = ["languages"]
-- [columns.keywords]
-- about = "Its keywords."
-- not_null = true
-- fields_of = ["keywords"]
-- [columns.poster_url]
-- about = "Address of the poster on the TMDB image server, 342 pixels wide."
-- ///
create or replace macro movie(film integer) as table
    select
        d.movie_id,
        d.title,
        d.tagline,
        d.overview,
        d.release_date,
        d.release_year,
        d.status,
        d.runtime,
        d.original_language,
        d.original_language_name,
        case
            when d.collection_id is not null then { 'collection_id': d.collection_id, 'name': d.collection_name }
        end as collection,
        list_transform(list_zip(d.genre_ids, d.genres), lambda g: { 'genre_id': g[1], 'name': g[2] }) as genres,
        list_transform(list_zip(d.director_ids, d.directors), lambda p: { 'person_id': p[1], 'name': p[2] }) as directors,
        list_transform(
            list_zip(d.lead_ids, d.leading_cast, d.lead_characters, d.lead_places),
            lambda p: { 'person_id': p[1], 'name': p[2], 'character': p[3], 'place': p[4] }
        ) as leading_cast,
        list_transform(list_zip(d.company_ids, d.companies), lambda c: { 'company_id': c[1], 'name': c[2] }) as companies,
        list_transform(list_zip(d.country_codes, d.countries), lambda c: { 'country_code': c[1], 'name': c[2] }) as countries,
        list_transform(list_zip(d.language_codes, d.languages), lambda s: { 'language_code': s[1], 'name': s[2] }) as languages,
        list_transform(list_zip(d.keyword_ids, d.keywords), lambda k: { 'keyword_id': k[1], 'name': k[2] }) as keywords,
        d.budget,
        d.revenue,
        d."return",
        d.popularity,
        d.vote_average,
        d.vote_count,
        d.weighted_rating,
        d.poster_path,
        poster_url(d.poster_path) as poster_url
    from (select film) as asked (movie_id)
    inner join derived.film_details as d on asked.movie_id = d.movie_id;
