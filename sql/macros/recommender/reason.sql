-- Why a film is recommended, in Spanish: at most three parts of its score, the series first, then what both films have by name,
-- then what people say, those that count most first. A country, a language or the years are no reason.
--
-- parts is a list of {kind, names, share}, those that count most first.
create or replace macro reason(parts) as
array_to_string(
    list_transform(
        list_concat(
            list_concat(
                list_filter(parts, lambda p: p.kind = 'series'),
                list_filter(parts, lambda p: p.kind not in ('series', 'country', 'language', 'year', 'quality', 'liked'))
            ),
            list_filter(parts, lambda p: p.kind in ('quality', 'liked'))
        )[:3],
        lambda p: reason_part(p.kind, p.names)
    ),
    '; '
);
