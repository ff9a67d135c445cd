-- The folded name in the data that a name of a kind (vocabulary) stands for: of a name in Spanish, or another title, the one that
-- the data have. What is no name stays as it is, folded.
create or replace macro own_name(listed_kind, written) as
coalesce(
    (
        with asked (kind, name_key) as (
            select
                listed_kind,
                normalized(written)
        )

        select v.own_key
        from asked as a
        inner join derived.vocabulary as v on a.kind = v.kind and a.name_key = v.name_key
    ),
    normalized(written)
);
