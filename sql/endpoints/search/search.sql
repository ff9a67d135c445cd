-- Films, people, series and companies whose names are like a text, best first, at most 100.
--
-- Case, accents, signs, the order of words and typing errors are forgiven, and the last word may be the beginning of one. A name
-- that is the whole text comes first, then one that is so but for one error; then counts how much of the text is in the name, how
-- much of the name is in the text, and how well known it is. Only the first ten words of the text count, and typing errors in the
-- first five.
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
    -- The letters of search_text(q), without its regular expression, which would be compiled a second time.
    with asked (joined) as (
        select coalesce(nullif(replace(search_folded(q), ' ', ''), ''), nullif(replace(lower(q), ' ', ''), ''))
    ),

    -- What is still being typed: the last word, with the word before it if there is one.
    beginnings (letters, kind) as (
        select
            strip_accents(lower(if(split_part(q, ' ', -1) = '', '', split_part(q, ' ', -2) || split_part(q, ' ', -1)))),
            type
    ),

    terms as (
        from search_terms(q)
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
