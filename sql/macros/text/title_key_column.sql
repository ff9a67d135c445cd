-- The titles of a column as title_key gives one, several times faster.
create or replace macro title_key_column(written) as
replace(search_folded_column(title_without_year(written)), ' ', '');
