-- How much a film is recommended, in whole millionths, which compare within one question.
--
-- shared is what features, series and years are worth together; gaps is what differences in fame and rating take off, in either
-- direction; liked is what users say. docs/recommender.md explains each term.
create or replace macro recommendation_score(shared, genre_penalty, gaps, quality, liked) as
round(1000000 * (shared - genre_penalty - gaps + quality + liked))::integer;
