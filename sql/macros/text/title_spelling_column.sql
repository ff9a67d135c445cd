-- The titles of a column as title_spelling gives one, several times faster.
create or replace macro title_spelling_column(written) as
normalized_column(title_without_year(written));
