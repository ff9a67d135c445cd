-- Every name of a kind, in its order.
create or replace macro vocabulary_names(listed_kind varchar) as table
    select n.name from (
        select
            'month' as kind,
            m.month_number as place,
            m.name
        from month_names() as m
        union all
        select
            'movie',
            m.id,
            m.title
        from movies as m
    ) as n
    where n.kind = listed_kind
    order by n.place;
