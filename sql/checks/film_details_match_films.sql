-- Every film has one row of details, with the numbers of the film, and its ids and names go in pairs.
select
    coalesce(m.movie_id, d.movie_id) as movie_id,
    m.movie_id is not null as is_film,
    d.movie_id is not null as has_details
from movies as m
full join derived.film_details as d on m.movie_id = d.movie_id
where
    m.movie_id is null
    or d.movie_id is null
    or (m.title, m.release_date, m.runtime) is distinct from (d.title, d.release_date, d.runtime)
    or m.collection_id is distinct from d.collection_id
    or (m.budget, m.revenue, m."return") is distinct from (d.budget, d.revenue, d."return")
    or (m.popularity, m.vote_average, m.vote_count) is distinct from (d.popularity, d.vote_average, d.vote_count)
    or isfinite(d.weighted_rating) is not true
    or len(d.genre_ids) is distinct from len(d.genres)
    or len(d.director_ids) is distinct from len(d.directors)
    or len(d.lead_ids) is distinct from len(d.leading_cast)
    or len(d.lead_ids) is distinct from len(d.lead_characters)
    or len(d.lead_ids) is distinct from len(d.lead_places)
    or len(d.company_ids) is distinct from len(d.companies)
    or len(d.country_codes) is distinct from len(d.countries)
    or len(d.language_codes) is distinct from len(d.languages)
    or len(d.keyword_ids) is distinct from len(d.keywords)
order by movie_id;
