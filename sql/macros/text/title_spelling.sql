-- A title as it is spelled, but for case, accents, outer spaces and a year in brackets at its end.
create or replace macro title_spelling(written) as
normalized(title_without_year(written));
