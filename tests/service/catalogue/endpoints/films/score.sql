-- The score of a film.
--
-- /// endpoint
-- path   = "/score/{asked_title}"
-- answer = "one"
-- [parameters.asked_title]
-- about      = "Title, to the letter."
-- example    = "Face/Off"
-- vocabulary = "movie"
-- [parameters.asked_year]
-- about = "Only a film of this year."
-- ///
create or replace macro score(asked_title varchar, asked_year integer := null) as table
    select movies.title as "título", year(movies.release_date) as "año", movies.score
    from movies
    where movies.title = asked_title and (asked_year is null or year(movies.release_date) = asked_year)
    order by movies.id;
