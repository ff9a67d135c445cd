-- The year in brackets at the end of a title, as in Toy Story (1995); null without one.
create or replace macro title_year(written) as
if(rtrim(written) like '%_(____)', try_cast(left(right(rtrim(written), 5), 4) as integer), null);
