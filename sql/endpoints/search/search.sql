-- Films, people, series and companies whose names are like a text, best first, at most 100.
--
-- Case, accents, signs, the order of words and typing errors are forgiven, and the last word may be the beginning of one. A name
-- that is the whole text comes first, then one that is so but for one error; then counts how much of the text is in the name, how
-- much of the name is in the text, and how well known it is. Only the first ten words of the text count, and typing errors in the
-- first five.
--
-- There are at most 50 keys to look up: for so many, DuckDB reads only those parts of a table that can hold them.
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

    asked as (
        select
            string_split(t.asked_text, ' ')[:10] as asked_words,
            replace(t.asked_text, ' ', '') as joined
        from texts as t
    ),

    -- What is still being typed: the last word, with the word before it if there is one.
    beginnings (letters, kind) as (
        select
            strip_accents(lower(if(split_part(q, ' ', -1) = '', '', split_part(q, ' ', -2) || split_part(q, ' ', -1)))),
            type
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
            unnest(search_spellings(t.word)) as spelling,
            greatest(2, least(10, 16 // len(t.asked_words))) as most_corrections
        from typed as t
        where length(t.word) >= if(t.number = len(t.asked_words), 3, 2) and t.number <= 5
    ),

    near as (
        select distinct
            s.number,
            s.typed_word,
            s.most_corrections,
            c.word,
            c.fame,
            damerau_levenshtein(s.typed_word, c.word) as edits
        from spelled as s
        inner join search_corrections as c on s.spelling = c.spelling
    ),

    variants (number, typed_word, word, edits, depth) as (
        select
            t.number,
            t.word,
            t.word,
            0,
            if(len(t.asked_words) = 1, 500, 400 // len(t.asked_words))::smallint
        from typed as t
        union all
        select
            n.number,
            n.typed_word,
            n.word,
            n.edits,
            20::smallint
        from near as n
        where n.edits <= greatest(1, length(n.typed_word) // 3)
        window likely as (partition by n.number order by n.edits = 0 desc, n.edits - n.fame / 300 asc, n.word asc)
        qualify n.edits > 0 and row_number() over likely <= if(bool_or(n.edits = 0) over likely, 4, n.most_corrections)
    ),

    -- What may stand in a name, how many tenths of letters of the text it stands for, and the key to look up for it, so many
    -- names deep. Of two words that follow one another at most one is corrected. Tenths are whole numbers, so that their sum does
    -- not depend on their order.
    terms (number, part, tenths, key, depth) as (
        select
            v.number,
            ' ' || v.word || ' ',
            if(v.edits = 0, length(v.word) * 10, length(v.typed_word) * 9 - v.edits * 5),
            v.word,
            v.depth
        from variants as v
        union all
        select
            v.number,
            if(v.edits = 0 and coalesce(f.edits, 0) = 0, ' ' || v.word, null),
            length(v.word) * if(f.word is null, 9, 6),
            v.word || f.word,
            40::smallint
        from variants as v
        left join variants as f on v.number + 1 = f.number
        where least(v.edits, coalesce(f.edits, v.edits)) = 0
    ),

    found as (
        select p.*
        from (select type) as wanted (kind)
        cross join terms as t
        inner join search_postings as p on t.key = p.key
        where p.rank <= t.depth and (wanted.kind is null or wanted.kind = p.kind)
        union all
        select p.*
        from beginnings as l
        inner join search_postings as p on l.letters <= p.key and l.letters || chr(1114111) > p.key
        where p.shown_from <= length(l.letters) and (l.kind is null or l.kind = p.kind)
    ),

    spaced as (
        select
            f.*,
            ' ' || coalesce(f.words, lower(f.name)) || ' ' || f.key || ' ' as text
        from found as f
    ),

    matched as (
        select
            s.kind,
            s.named_id,
            t.number,
            any_value(s.name) as name,
            any_value(s.note) as note,
            any_value(s.fame) as fame,
            any_value(s.words) as words,
            max(t.tenths) as tenths
        from spaced as s
        inner join terms as t on contains(s.text, t.part)
        group by s.kind, s.named_id, t.number
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
            if(
                abs(length(s.joined_name) - length(a.joined)) <= 1, damerau_levenshtein(s.joined_name, a.joined) = 1, false
            ) as is_nearly_whole,
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
                + if(s.is_start, 0.9, 0)
                + if(s.is_nearly_whole, 1, 0)
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
