-- Films, people, series and companies whose names are like a text, best first, at most 100.
--
-- Films are found by all their titles, and by their year and the people who made them, beside words of the title or alone. Case,
-- accents, signs, the order of words and typing errors are forgiven, and the last word may be the beginning of one. A name that
-- is the whole text comes first, then one that is so but for one error; then counts how much of the text is in the name, how much
-- of the name is in the text, and how well known it is. Only the first ten words of the text count, and typing errors in the
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
-- [columns.found_as]
-- about = "The title by which the film was found, where that is not the main one."
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
    with folded (typed, text) as (
        select
            q,
            search_folded(q)
    ),

    -- Spaces that follow one another are one.
    asked (joined, spaces) as (
        select
            coalesce(nullif(replace(f.text, ' ', ''), ''), nullif(replace(lower(f.typed), ' ', ''), '')),
            length(trim(replace(replace(f.text, '  ', ' '), '  ', ' '))) - length(replace(f.text, ' ', ''))
        from folded as f
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

    held as (
        select p.*
        from (select type) as wanted (kind)
        cross join terms as t
        inner join derived.search_postings as p on t.key = p.key
        where p.rank <= t.depth and (wanted.kind is null or wanted.kind = p.kind)
        union all
        select p.*
        from beginnings as l
        inner join derived.search_postings as p on l.letters <= p.key and l.letters || chr(1114111) > p.key
        where p.shown_from <= length(l.letters) and (l.kind is null or l.kind = p.kind)
    ),

    found as (
        select h.* replace (coalesce(h.written, h.name) as written)
        from held as h
    ),

    spaced as (
        select
            f.*,
            ' ' || coalesce(f.words, lower(f.written)) || if(f.is_by_people, ' ', ' ' || f.key || ' ') as text,
            ' ' || f.around || ' ' as around_text
        from found as f
    ),

    -- Of each word of the text, how much of it is in the name, or else around it.
    matched as (
        select
            s.kind,
            s.named_id,
            s.written,
            t.number,
            any_value(s.name) as name,
            any_value(s.note) as note,
            any_value(s.fame) as fame,
            any_value(s.words) as words,
            any_value(s.is_alternative) as is_alternative,
            coalesce(max(t.tenths) filter (where contains(s.text, t.part)), 0) as tenths,
            coalesce(max(t.tenths) filter (where contains(s.around_text, t.part)), 0) as tenths_around
        from spaced as s
        inner join terms as t on contains(s.text, t.part) or contains(s.around_text, t.part)
        group by s.kind, s.named_id, s.written, t.number
    ),

    summed as (
        select
            m.kind,
            m.named_id,
            m.written,
            any_value(m.name) as name,
            any_value(m.note) as note,
            any_value(m.fame) as fame,
            any_value(m.is_alternative) as is_alternative,
            coalesce(any_value(m.words), lower(m.written)) as spaced_name,
            replace(spaced_name, ' ', '') as joined_name,
            sum(m.tenths)::double / 10 as letters,
            sum(if(m.tenths = 0, m.tenths_around, 0))::double / 10 as letters_around
        from matched as m
        group by m.kind, m.named_id, m.written
    ),

    scored as (
        select
            s.*,
            least((s.letters + 0.7 * s.letters_around) / length(a.joined), 1) as found_share,
            s.joined_name in (a.joined, 'the' || a.joined, 'a' || a.joined, a.joined || 'collection') as is_whole,
            length(s.spaced_name) - length(s.joined_name) = a.spaces + if(s.joined_name = a.joined, 0, 1) as has_same_spaces,
            if(
                abs(length(s.joined_name) - length(a.joined)) <= 1, damerau_levenshtein(s.joined_name, a.joined) = 1, false
            ) as is_nearly_whole,
            contains(left(s.joined_name, length(a.joined) + 3), a.joined) as is_start,
            s.letters_around > 0
            and s.letters + s.letters_around >= 0.9 * length(a.joined)
            and s.letters >= length(s.joined_name) - if(starts_with(s.joined_name, 'the'), 3, 0) as is_whole_and_around
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
                + if(s.is_whole or s.is_whole_and_around, if(s.has_same_spaces or s.is_whole_and_around, 5, 2.5), 0)
                - case when s.written = s.name then 0 when s.is_alternative then 1.5 else 0.3 end,
                3
            )::double as score
        from scored as s
        qualify s.is_whole or s.found_share >= greatest(0.5, 0.65 * max(s.found_share) over ())
    ),

    best_titles as (
        select r.*
        from ranked as r
        qualify
            row_number() over (
                partition by r.kind, r.named_id order by r.score desc, r.written = r.name desc, r.written asc
            ) = 1
    )

    select
        row_number() over (order by r.score desc, r.kind asc, r.named_id asc)::integer as place,
        r.kind,
        r.named_id as id,
        r.name,
        nullif(r.written, r.name) as found_as,
        if(r.kind = 'person', 'known for ' || r.note, r.note) as note,
        r.score,
        r.fame
    from best_titles as r
    qualify place <= 100
    order by place;
