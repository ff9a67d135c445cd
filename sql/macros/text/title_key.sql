-- What all spellings of a title share: its letters and digits without case, accents, signs and spaces, and without a year in
-- brackets at the end. Titles of signs alone share an empty one.
create or replace macro title_key(written) as
replace(search_folded(title_without_year(written)), ' ', '');
