-- A number of the recommender by its name (recommendation_weights).
create or replace macro weight_of(weight_name) as (
    select w.weight
    from recommendation_weights as w
    where w.name = weight_name
);
