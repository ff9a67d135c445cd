-- Films, people, series and companies whose names are like a text, best first, at most 100.
--
-- Case, accents, signs, the order of words and typing errors are forgiven, and the last word may be the beginning of one. A
-- name that is the whole text comes first; then counts how much of the text is in the name, how much of the name is in the text,
-- and how well known it is. Only the first ten words of the text count, and typing errors in the first five.
--
-- With so few words no join needs more than 50 keys, up to which DuckDB reads only those parts of a table that can hold them.
--
-- /// endpoint
-- path = "/search"
-- answer = "many"
-- order = ["place"]
-- [parameters.q]
-- about = "Some words of a title or a name, as far as they are typed."
-- example = "toy st"
-- required = true
-- [parameters.type]
-- about = "Only names of one kind."
-- valid = ["movie", "person", "collection", "company"]
-- example = "movie"
-- ///
-- /// columns
-- of = ["search_postings"]
-- [columns.place]
-- about = "Place among what was found, from 1."
-- not_null = true
-- [columns.id]
-- of = "search_postings.named_id"
-- [columns.note]
-- of = "search_names.note"
-- [columns.score]
-- about = "How well the name fits the text."
-- not_null = true
-- [columns.fame]
-- of = "search_names.fame"
-- not_null = true
-- ///
create or replace macro search(q varchar, type varchar := null) as table
    with texts (asked_text) as (
        select search_text(q)
    ),

    last_words (letters, kind) as (
        select
            strip_accents(lower(split_part(q, ' ', -1))),
            type
    ),

    asked as (
        select
            string_split(t.asked_text, ' ')[:10] as asked_words,
            replace(t.asked_text, ' ', '') as joined
        from texts as t
    ),

    typed as (
        select
            unnest(a.asked_words) as word,
            generate_subscripts(a.asked_words, 1) as number,
            a.asked_words
        from asked as a
    ),

    spelled as (
        select
            t.number,
            t.word as typed_word,
            unnest(search_spellings(t.word)) as spelling
        from typed as t
        where length(t.word) >= 4 and t.number <= 5
    ),

    near as (
        select distinct
            s.number,
            s.typed_word,
            c.word,
            c.fame,
            damerau_levenshtein(s.typed_word, c.word) as edits
        from spelled as s
        inner join search_corrections as c on s.spelling = c.spelling
    ),

    corrected as (
        select n.*
        from near as n
        where n.edits <= length(n.typed_word) // 3
        qualify row_number() over (partition by n.number order by n.edits - n.fame / 300 asc, n.word asc) <= 2
    ),

    -- What to find in a name, how many tenths of letters of the text it stands for, and the key to look up for it, so many names
    -- deep. Tenths are whole numbers, so that their sum does not depend on their order.
    terms (number, part, tenths, key, depth) as (
        select
            t.number,
            ' ' || t.word || ' ',
            length(t.word) * 10,
            t.word,
            least(500, 1500 // len(t.asked_words))::smallint
        from typed as t
        union all
        select
            t.number,
            ' ' || t.word,
            length(t.word) * if(t.number = len(t.asked_words), 9, 6),
            t.word || t.asked_words[t.number + 1],
            100::smallint
        from typed as t
        union all
        select
            c.number,
            ' ' || c.word || ' ',
            length(c.typed_word) * 9 - c.edits * 5,
            c.word,
            100::smallint
        from corrected as c
        where c.edits > 0
    ),

    found as (
        select p.*
        from (select type) as wanted (kind)
        cross join terms as t
        inner join search_postings as p on t.key = p.key
        where p.rank <= t.depth and (wanted.kind is null or wanted.kind = p.kind)
        union all
        select p.*
        from last_words as l
        inner join search_postings as p on l.letters <= p.key and l.letters || chr(1114111) > p.key
        where p.shown_from <= length(l.letters) and (l.kind is null or l.kind = p.kind)
    ),

    matched as (
        select
            f.kind,
            f.named_id,
            t.number,
            any_value(f.name) as name,
            any_value(f.note) as note,
            any_value(f.fame) as fame,
            any_value(f.words) as words,
            max(t.tenths) as tenths
        from found as f
        inner join terms as t on contains(' ' || coalesce(f.words, lower(f.name)) || ' ' || f.key || ' ', t.part)
        group by f.kind, f.named_id, t.number
    ),

    summed as (
        select
            m.kind,
            m.named_id,
            any_value(m.name) as name,
            any_value(m.note) as note,
            any_value(m.fame) as fame,
            replace(coalesce(any_value(m.words), lower(any_value(m.name))), ' ', '') as joined_name,
            sum(m.tenths)::double / 10 as letters
        from matched as m
        group by m.kind, m.named_id
    ),

    scored as (
        select
            s.*,
            least(s.letters / length(a.joined), 1) as found_share,
            s.joined_name in (a.joined, 'the' || a.joined, 'a' || a.joined, a.joined || 'collection') as is_whole,
            contains(left(s.joined_name, length(a.joined) + 3), a.joined) as is_start
        from summed as s
        cross join asked as a
    ),

    ranked as (
        select
            s.*,
            round(
                3 * s.found_share
                + least(s.letters / length(s.joined_name), 1)
                + 2 * (s.fame / 1000) ** 2
                + if(s.is_start, 0.3, 0)
                + if(s.is_whole, 5, 0),
                3
            )::double as score
        from scored as s
        where s.found_share >= 0.5 or s.is_whole
    )

    select
        row_number() over (order by r.score desc, r.kind asc, r.named_id asc)::integer as place,
        r.kind,
        r.named_id as id,
        r.name,
        if(r.kind = 'person', 'known for ' || r.note, r.note) as note,
        r.score,
        r.fame
    from ranked as r
    qualify place <= 100
    order by place;
