-- All names of a kind (vocabulary), for lists that are short enough to be shown whole, such as months.
create or replace macro vocabulary_names(listed_kind varchar) as table
    select v.name
    from vocabulary as v
    where v.kind = listed_kind
    order by v.weight desc, v.name_key;
