-- What a text is searched by: what may stand in a name, how many tenths of letters of the text it stands for, and the key to look
-- up for it, so many names deep.
--
-- Of two words that follow one another at most one is corrected. Tenths are whole numbers, so that their sum does not depend on
-- their order. There are at most 50 keys: for so many, DuckDB reads only those parts of a table that can hold them.
--
-- /// macro
-- examples = [{ q = "toy st" }, { q = "godfater" }, { q = "The Lord of the Rings" }]
-- ///
create or replace macro search_terms(q) as table
    with variants as (
        from search_variants(q)
    )

    select
        v.number,
        ' ' || v.word || ' ' as part,
        if(v.edits = 0, length(v.word) * 10, length(v.typed_word) * 9 - v.edits * 5) as tenths,
        v.word as key,
        v.depth
    from variants as v
    union all
    select
        v.number,
        if(v.edits = 0 and coalesce(f.edits, 0) = 0, ' ' || v.word, null) as part,
        length(v.word) * if(f.word is null, 9, 6) as tenths,
        v.word || f.word as key,
        40::smallint as depth
    from variants as v
    left join variants as f on v.number + 1 = f.number
    where least(v.edits, coalesce(f.edits, v.edits)) = 0;
