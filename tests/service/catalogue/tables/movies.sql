-- Films.
create table movies (id integer, title varchar, release_date date, score double);
