-- Why a film is recommended, in Spanish: the three parts that count most, the series first.
--
-- parts is a list of {kind, names, share}, those that count most first.
create or replace macro reason(parts) as
array_to_string(
    list_transform(
        list_concat(
            list_filter(parts, lambda p: p.kind = 'series'), list_filter(parts, lambda p: p.kind != 'series')
        )[:3],
        lambda p: reason_part(p.kind, p.names)
    ),
    '; '
);
