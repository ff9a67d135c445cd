-- The words of a text, and those of names that they may be meant for: each with its place in the text, how many typing errors it
-- is away, and how many names deep it is looked up.
--
-- Only the first ten words count, and typing errors in the first five.
--
-- /// macro
-- examples = [{ q = "toy st" }, { q = "godfater" }, { q = "The Lord of the Rings" }]
-- ///
create or replace macro search_variants(q) as table
    with texts (asked_words) as (
        select string_split(search_text(q), ' ')[:10]
    ),

    typed as (
        select
            unnest(a.asked_words) as word,
            generate_subscripts(a.asked_words, 1) as number,
            a.asked_words
        from texts as a
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
        inner join derived.search_corrections as c on s.spelling = c.spelling
    )

    select
        t.number,
        t.word as typed_word,
        t.word,
        0 as edits,
        if(len(t.asked_words) = 1, 500, 400 // len(t.asked_words))::smallint as depth
    from typed as t
    union all
    select
        n.number,
        n.typed_word,
        n.word,
        n.edits,
        20::smallint as depth
    from near as n
    where n.edits <= greatest(1, length(n.typed_word) // 3)
    window likely as (partition by n.number order by n.edits = 0 desc, n.edits - n.fame / 300 asc, n.word asc)
    qualify n.edits > 0 and row_number() over likely <= if(bool_or(n.edits = 0) over likely, 4, n.most_corrections);
