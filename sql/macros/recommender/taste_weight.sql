-- A number in what people who like several films may like, by its name (recommendation_weights).
create or replace macro taste_weight(weight_name) as (
    select w.taste
    from (select weight_name) as asked (name)
    inner join derived.recommendation_weights as w on asked.name = w.name
);
