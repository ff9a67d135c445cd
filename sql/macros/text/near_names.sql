-- Up to five names of a kind (vocabulary) that are nearest to a text, for when the text itself is no name.
--
-- Nearness forgives typing errors (Jaro-Winkler similarity) and missing words (one name contains the other); a well-known name
-- goes before an unknown one that is about as near.
create or replace macro near_names(listed_kind varchar, asked varchar) as table
    with asked_key as (
        select normalized(asked) as asked_key
    ),

    scored as (
        select
            v.name,
            v.name_key,
            v.weight,
            greatest(
                jaro_winkler_similarity(v.name_key, k.asked_key),
                case
                    when length(k.asked_key) >= 3 and contains(v.name_key, k.asked_key) then 0.9
                    when length(v.name_key) >= 4 and contains(k.asked_key, v.name_key) then 0.85
                    else 0
                end
            ) as nearness
        from vocabulary as v
        cross join asked_key as k
        where v.kind = listed_kind
    )

    select s.name
    from scored as s
    where s.nearness >= 0.75
    order by s.nearness + 0.015 * ln(1 + s.weight::double) desc, s.name_key
    limit 5;
