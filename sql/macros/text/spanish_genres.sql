-- Names of genres in Spanish, by their names in the data. A genre that is not here keeps the name that it has there.
create or replace macro spanish_genres() as
map_from_entries([
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
]);
