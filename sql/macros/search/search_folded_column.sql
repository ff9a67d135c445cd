-- The texts of a column folded as search_folded folds one, several times faster: in most names there is nothing but letters,
-- digits and spaces of ASCII, of which only the case is folded.
create or replace macro search_folded_column(written) as
if(regexp_full_match(written, '[a-zA-Z0-9 ]*'), lower(written), search_folded(written));
