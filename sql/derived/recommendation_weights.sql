-- Every number of the two rankings: films that are similar to one, and films for the tastes of people who like several.
--
-- The weight of a kind is what two films score when they are the same in it. A number that a ranking does without is null.
-- docs/recommender.md has both formulas and how the numbers were found.
--
-- /// table
-- key = ["name"]
-- ///
create or replace table derived.recommendation_weights as
select
    w.name,
    w.similarity::double as similarity,
    w.taste::double as taste,
    w.about
from (
    values
    ('director', 0.9, 1.0, 'Kind: who directed'),
    ('writer', 0.2, 0.6, 'Kind: who wrote the screenplay, the story or what they are based on'),
    ('cast', 2.0, 1.4, 'Kind: the first eight of the cast, the first ones more'),
    ('genre', 0.9, 1.2, 'Kind: genres'),
    ('animation', 1.3, 0, 'Kind: both are animated'),
    ('family', 0.6, 0, 'Kind: both are for the family'),
    ('documentary', 1.1, 0, 'Kind: both are documentaries'),
    ('horror', 0.8, 0, 'Kind: both are horror'),
    ('keyword', 2.2, 1.2, 'Kind: keywords'),
    ('tag', 0.4, 0, 'Kind: tags of MovieLens users, where there are any'),
    ('company', 0.4, 0.45, 'Kind: production companies'),
    ('country', 0.3, 0.3, 'Kind: countries of production'),
    ('language', 0.5, 0.5, 'Kind: original language'),
    ('title', 0.3, 0.1, 'Kind: words of the title'),
    ('text', 1.5, 0.8, 'Kind: words of the tagline and the overview'),
    ('series', 6, 14, 'Films of one collection, one next to the other'),
    ('series_step', 0.5, 1.2, 'Taken off for each place further away in the collection, eight at most'),
    ('no_genre', 0.5, 0, 'Taken off when two films share no genre'),
    ('year', 1.5, 2.1, 'Films of one year'),
    ('year_decay', 25, 5.5, 'Years after which that is worth 1/e'),
    ('era', 0, 1.5, 'Taken off films that are as many years apart as era_years, or more; in proportion if fewer'),
    ('era_years', 50, 50, 'Years of the above'),
    ('fame_gap', 0.45, null, 'Taken off for each unit between the logarithms of the votes of two films'),
    ('rating_gap', 0.9, null, 'Taken off for each point between the weighted ratings of two films'),
    ('rating_votes', 300, null, 'm of these weighted ratings: votes that count as much as the mean of all films'),
    ('quality', 0.6, 1.9, 'A point of weighted rating above the mean'),
    ('quality_votes', null, 1000, 'm of this weighted rating'),
    ('lift', 0.4, null, 'How much more often than by chance two films are liked by the same users; needs ratings'),
    ('liked', null, 24, 'Films that users like who like several of the films; needs ratings'),
    ('liked_shrinkage', null, 5, 'Likes that count as much as the mean of all films'),
    ('liked_users', null, 10, 'Likes of a user after which each further one says less'),
    ('liked_by_all', null, 0.5, 'Share of what all users like that is taken off what users of that taste like'),
    ('novelty', 4, 20, 'Taken off for each unit of fame above what is wanted'),
    ('several', null, 2, 'Content and year, which are the mean over the films that were liked'),
    ('similarity', null, 1, 'The mean of how similar a film is to each of those that were liked'),
    ('similarity_unrated', null, 0.5, 'The same when no user is known who likes one of them')
) as w (name, similarity, taste, about)
order by w.name;

comment on table derived.recommendation_weights is 'Tuned numbers of the recommender';
comment on column derived.recommendation_weights.name is 'A kind of feature, or another part of a score';
comment on column derived.recommendation_weights.similarity is
'The number in how similar two films are; numbers of one score compare with each other';
comment on column derived.recommendation_weights.taste is 'The number in what people who like several films may like';
comment on column derived.recommendation_weights.about is 'What it weighs';
