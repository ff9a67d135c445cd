-- A number of the recommender by its name (recommendation_weights).
create or replace macro weight_of(weight_name) as (
    select w.weight
    from (select weight_name) as asked (name)
    inner join recommendation_weights as w on asked.name = w.name
);
