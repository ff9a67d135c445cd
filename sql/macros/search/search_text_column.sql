-- The words of the texts of a column as search_text gives those of one, several times faster: most are words of ASCII already.
create or replace macro search_text_column(written) as
case
    when regexp_full_match(written, '[a-zA-Z0-9]+( [a-zA-Z0-9]+)*') then lower(written)
    else
        coalesce(
            nullif(regexp_replace(trim(search_folded_column(written)), ' +', ' ', 'g'), ''),
            nullif(trim(lower(written)), '')
        )
end;
