-- The words of a text of three letters or more, folded, each once.
--
-- An apostrophe between letters belongs to the word, however it is typed: don't is one word. Two things are taken off that belong
-- to none: the possessive 's, and what French and Italian write together with the word that follows (l'amour, dell'amore).
create or replace macro words(written) as
list_distinct(
    regexp_extract_all(
        regexp_replace(
            regexp_replace(
                translate(normalized(written), '’‘‛ʼʻʽʹˈ´`′＇՚ꞌ׳', repeat('''', 15)),
                '''s($|[^\p{L}\p{M}\p{N}''])',
                '\1',
                'g'
            ),
            '(^|[^\p{L}\p{M}\p{N}''])(?:l|d|qu|un|all|dall|dell|nell|sull)''',
            '\1',
            'g'
        ),
        '[\p{L}\p{M}\p{N}](?:''?[\p{L}\p{M}\p{N}]){2,}'
    )
);
