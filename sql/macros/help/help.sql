-- How to find one's way: what to write for what one wants to know.
create or replace macro help() as table
    select
        h.wish,
        h.write
    from
        (
            values
            (1, 'All questions, each with an example', 'from macros();'),
            (2, 'One of them', 'from peliculas_mes(''enero'');'),
            (3, 'What to see after a film', 'from recomendacion(''Toy Story'');'),
            (4, 'Films, people and series by their names', 'from search(''toy story'');'),
            (5, 'What is named like a text, where a name gave no row', 'from near(''Pixarr'');'),
            (6, 'The films', 'select title, "return" from movies order by vote_count desc limit 10;'),
            (7, 'Who did what in films; the table "cast" needs its quotes, for cast is a word of SQL', 'from credits limit 10;'),
            (8, 'The tables', 'show tables;'),
            (9, 'What is made of them, in a schema of its own', 'from derived.film_details limit 10;'),
            (10, 'What a table means', 'select table_name, comment from duckdb_tables();'),
            (11, 'What its columns mean', 'select column_name, comment from duckdb_columns() where table_name = ''movies'';'),
            (12, 'This file beside others', 'attach ''warehouse.duckdb'' as f (read_only); use f; from help();')
        ) as h (place, wish, "write")
    order by h.place;
