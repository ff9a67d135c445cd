-- The folded name in the data that a name of a kind (vocabulary) stands for: of a name in Spanish, or another title, the one that
-- the data have. What is no name stays as it is, folded.
create or replace macro own_name(listed_kind, written) as
coalesce(
    (
        select v.own_key
        from vocabulary as v
        where v.kind = listed_kind and v.name_key = normalized(written)
    ),
    normalized(written)
);
