-- What the names of a column are looked up by: their words, and what is written without a space as one word, so that wall-e is
-- found as walle.
--
-- Most names are plain words, of which there is nothing to fold.
create or replace macro search_keys(written) as
case
    when search_text_column(written) = lower(written) then list_distinct(string_split(lower(written), ' '))
    else
        list_filter(
            list_distinct(
                string_split(search_text_column(written), ' ')
                || list_transform(
                    string_split(lower(written), ' '), lambda chunk: replace(search_folded_column(chunk), ' ', '')
                )
            ),
            lambda found_key: found_key != ''
        )
end;
