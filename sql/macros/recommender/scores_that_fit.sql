-- The scores of film_scores for a taste, with all that a film must fit in one value: fits has a field for each of its parameters.
--
-- /// macro
-- [[examples]]
-- [examples.of_taste]
-- similarity_share = 1
-- taste_share = 0
-- similarity_series = 1
-- taste_series = 0
-- no_genre = 0.5
-- quality = 0.6
-- novelty = 4
-- greatest_fame = 4.3
-- liked_scale = 0
-- liked_prior = 1
-- titles = [862]
-- collections = [10194]
-- judged = [{ movie_id = 862, sign = 1 }]
-- seeds = [{ movie_id = 862, release_year = 1995 }]
-- standings = [{ fame = 3.8, rating = 1.3 }]
-- features = [{ feature_id = 30, strength = 900, liked_strength = 900, is_liked_genre = 1 }]
-- [examples.fits]
-- genre = "Comedy"
-- from_year = 1900
-- to_year = 2100
-- language = "en"
-- min_runtime = 1
-- max_runtime = 500
-- min_votes = 1
-- exclude_collection = false
-- family = false
-- novelty = 0.5
-- ///
create or replace macro scores_that_fit(of_taste, fits) as table
    from film_scores(
        of_taste,
        genre := (fits).genre,
        from_year := (fits).from_year,
        to_year := (fits).to_year,
        language := (fits).language,
        min_runtime := (fits).min_runtime,
        max_runtime := (fits).max_runtime,
        min_votes := (fits).min_votes,
        exclude_collection := (fits).exclude_collection,
        family := (fits).family,
        novelty := (fits).novelty
    );
