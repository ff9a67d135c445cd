-- Names of genres in Spanish, by their names in the data. A genre that is not here keeps the name that it has there.
--
-- /// table
-- key = ["name"]
-- not_null = ["spanish_name"]
-- ///
create or replace table derived.spanish_genres as
select
    g.name,
    g.spanish_name
from (
    values
    ('Action', 'Acción'),
    ('Adventure', 'Aventura'),
    ('Animation', 'Animación'),
    ('Comedy', 'Comedia'),
    ('Crime', 'Crimen'),
    ('Documentary', 'Documental'),
    ('Drama', 'Drama'),
    ('Family', 'Familiar'),
    ('Fantasy', 'Fantasía'),
    ('Foreign', 'Extranjera'),
    ('History', 'Historia'),
    ('Horror', 'Terror'),
    ('Music', 'Música'),
    ('Mystery', 'Misterio'),
    ('Romance', 'Romance'),
    ('Science Fiction', 'Ciencia ficción'),
    ('TV Movie', 'Película de televisión'),
    ('Thriller', 'Suspense'),
    ('War', 'Bélica'),
    ('Western', 'Western')
) as g (name, spanish_name)
order by g.name;

comment on table derived.spanish_genres is 'Names of genres in Spanish';
comment on column derived.spanish_genres.name is 'The name in the data';
comment on column derived.spanish_genres.spanish_name is 'The name in Spanish';
