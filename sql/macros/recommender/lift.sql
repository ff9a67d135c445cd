-- What it is worth that users like two films together more often than by chance, in whole millionths: weight ln(1 + n)
-- ln((c + 1) / (e + 1)) with n users who like both, c the likes that they are worth, and e those to be expected if tastes had
-- nothing to do with it.
create or replace macro lift(weight, users, co_likes, expected_likes) as
round(1000000 * weight * ln(1 + users) * ln((co_likes + 1) / (expected_likes + 1)));
