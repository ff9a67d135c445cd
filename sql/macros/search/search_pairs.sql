-- Each two words that follow one another, without the space between them.
create or replace macro search_pairs(spaced) as
list_distinct(
    list_transform(
        range(1, len(string_split(spaced, ' '))),
        lambda i: split_part(spaced, ' ', i::integer) || split_part(spaced, ' ', i::integer + 1)
    )
);
