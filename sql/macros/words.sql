-- The words of a text of three letters or more, folded, each once.
create or replace macro words(written) as
list_distinct(regexp_extract_all(replace(normalized(written), '''s', ''), '[\p{L}\p{N}]{3,}'));
