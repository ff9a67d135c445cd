-- Up to eight films, people, series and companies of which a word, or all, begins with a text, the best known first: made for
-- asking at each letter that is typed.
--
-- A name that is the whole text comes first. Typing errors and other orders of words are not forgiven: if nothing begins so, ask
-- /search.
--
-- /// endpoint
-- path = "/search/suggest"
-- answer = "many"
-- order = ["place"]
-- page = 8
-- [parameters.q]
-- about = "A title or a name, as far as it is typed."
-- example = "toy st"
-- required = true
-- [parameters.type]
-- about = "Only names of one kind."
-- valid = ["movie", "person", "collection", "company"]
-- example = "movie"
-- ///
-- /// columns
-- of = ["search_beginnings"]
-- [columns.place]
-- about = "Place among what was found, from 1."
-- not_null = true
-- [columns.id]
-- of = "search_beginnings.named_id"
-- [columns.found_as]
-- about = "The title by which the film was found, where that is not the main one."
-- [columns.note]
-- of = "search_beginnings.note"
-- [columns.release_year]
-- of = "search_beginnings.release_year"
-- [columns.poster_path]
-- of = "search_beginnings.poster_path"
-- ///
create or replace macro search_suggest(q varchar, type varchar := null) as table
    with folded (text, kind) as (
        select
            trim(search_folded(q)),
            type
    ),

    asked as (
        select
            replace(f.text, ' ', '') as letters,
            length(f.text) - length(replace(f.text, ' ', '')) as spaces,
            f.kind
        from folded as f
    ),

    begun as (
        select
            b.kind,
            b.named_id,
            b.name,
            b.release_year,
            b.poster_path,
            b.note,
            min(
                {
                    'falling': -b.weight - if(b.is_start and b.letters = a.letters and b.spaces = a.spaces, 1000, 0),
                    'is_other': b.written is not null,
                    'written': coalesce(b.written, b.name),
                    'letters': b.letters
                }
            ) as best
        from asked as a
        inner join derived.search_beginnings as b on left(a.letters, 5) = b.beginning
        where starts_with(b.letters, a.letters) and (a.kind is null or a.kind = b.kind)
        group by all
    )

    select
        row_number() over (order by b.best.falling asc, b.kind asc, b.named_id asc)::integer as place,
        b.kind,
        b.named_id as id,
        b.name,
        nullif(b.best.written, b.name) as found_as,
        if(b.kind = 'person', 'known for ' || b.note, b.note) as note,
        b.release_year,
        b.poster_path
    from begun as b
    order by place
    limit 8;
