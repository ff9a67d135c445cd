-- All that a name of a kind (written_names), in Spanish or as the data have it, is written as in the data; null if it is no name.
create or replace macro names_as_written(listed_kind, written) as
(
    with asked (kind, name_key) as (
        select
            listed_kind,
            normalized(written)
    )

    select w.names
    from asked as a
    inner join derived.written_names as w on a.kind = w.kind and a.name_key = w.name_key
);
