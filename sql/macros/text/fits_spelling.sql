-- Whether a row of films_by_title is for a spelling of a title: its own is that one, or it is for all but some others.
create or replace macro fits_spelling(asked_spelling, row_spelling, spelled_apart) as
coalesce(row_spelling = asked_spelling, not list_contains(spelled_apart, asked_spelling));
