-- Every name of a kind, in its order.
create or replace macro vocabulary_names(listed_kind varchar) as table
    select name from month_names()
    where listed_kind = 'month'
    order by month_number;
