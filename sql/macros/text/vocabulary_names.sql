-- All names of a kind (vocabulary), for lists that are short enough to be shown whole, such as months.
--
-- /// macro
-- examples = [
--     { listed_kind = "genre" },
--     { listed_kind = "month" },
--     { listed_kind = "nothing" },
-- ]
-- ///
create or replace macro vocabulary_names(listed_kind varchar) as table
    select v.name
    from (select listed_kind) as asked (kind)
    inner join derived.vocabulary as v on asked.kind = v.kind
    order by v.weight desc, v.name_key;
