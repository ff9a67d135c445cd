-- The words of a name or a search, folded, with one space between them; a name that has none, such as ???, is its own word.
create or replace macro search_text(written) as
list_filter(
    [regexp_replace(trim(search_folded(written)), ' +', ' ', 'g'), trim(lower(written))], lambda candidate: candidate != ''
)[1];
