-- A number in how similar two films are, by its name (recommendation_weights).
create or replace macro similarity_weight(weight_name) as (
    select w.similarity
    from (select weight_name) as asked (name)
    inner join derived.recommendation_weights as w on asked.name = w.name
);
