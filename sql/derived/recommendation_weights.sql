-- Every number of the recommender that was tuned on ratings: what a kind of likeness is worth, and the rest of the score.
--
-- The weight of a kind is what two films score when they are the same in it. docs/recommender.md has the whole formula.
--
-- /// table
-- key = ["name"]
-- ///
create or replace table recommendation_weights as
select
    w.name,
    w.weight::double as weight,
    w.about
from (
    values
    ('director', 1.0, 'Kind: who directed'),
    ('writer', 0.6, 'Kind: who wrote the screenplay, the story or what they are based on'),
    ('cast', 1.4, 'Kind: the first eight of the cast, the first ones more'),
    ('genre', 1.2, 'Kind: genres'),
    ('keyword', 1.2, 'Kind: keywords'),
    ('company', 0.45, 'Kind: production companies'),
    ('country', 0.3, 'Kind: countries of production'),
    ('language', 0.5, 'Kind: original language'),
    ('title', 0.1, 'Kind: words of the title'),
    ('text', 0.8, 'Kind: words of the tagline and the overview'),
    ('series', 14, 'Films of one collection, one next to the other'),
    ('series_step', 1.2, 'Taken off for each place further away in the collection, eight at most'),
    ('no_genre', 0.5, 'Taken off when two films share no genre'),
    ('year', 2.1, 'Films of one year'),
    ('year_decay', 5.5, 'Years after which that is worth 1/e'),
    ('era', 1.5, 'Taken off films that are as many years apart as era_years, or more; in proportion if fewer'),
    ('era_years', 50, 'Years of the above'),
    ('quality', 1.9, 'A point of weighted rating above the mean'),
    ('quality_votes', 1000, 'm of that weighted rating: votes that count as much as the mean of all films'),
    ('quality_floor', 0.1, 'Share of quality that counts even when nobody voted for the liked film'),
    ('known', 8, 'Logarithm of the votes of a film that is known to all'),
    ('known_power', 2, 'How fast quality gains weight with how well the liked film is known'),
    ('fame', 0.8, 'Taken off a film that nobody knows when the liked film is known to all'),
    ('liked', 8, 'Two films that everybody likes together; needs ratings'),
    ('liked_shrinkage', 5, 'Likes that count as much as the mean of all films'),
    ('liked_users', 10, 'Likes of a user after which each further one says less'),
    ('several', 2, 'Content and year when several films were liked'),
    ('liked_several', 24, 'In place of liked when several films were liked'),
    ('liked_by_all', 0.5, 'Then: share of what all users like that is taken off what users of that taste like')
) as w (name, weight, about)
order by w.name;

comment on table recommendation_weights is 'Tuned numbers of the recommender';
comment on column recommendation_weights.name is 'A kind of feature, or another part of the score';
comment on column recommendation_weights.weight is 'The number; weights of one score compare with each other';
comment on column recommendation_weights.about is 'What it weighs';
