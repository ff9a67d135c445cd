-- A title without the year in brackets at its end, as in Toy Story (1995).
create or replace macro title_without_year(written) as
if(title_year(written) is null, written, left(rtrim(written), -6));
