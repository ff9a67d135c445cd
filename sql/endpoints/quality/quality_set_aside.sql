-- What the build set aside, by table, action and reason, with up to three examples of each.
--
-- Rows were rejected, merged (another one stands for them) or repaired (joined with another); cells were blanked (they became
-- null) or filled (another one stands for them).
-- Numbers and quoted values in a reason are shown as …, so that one kind of reason is one row. Raw text is cut to 120
-- characters.
--
-- /// endpoint
-- path = "/quality/set_aside"
-- answer = "many"
-- order = ["-rows_found", "table_name", "action", "reason"]
-- page = 1000
-- ///
-- /// columns
-- of = ["rejected_rows"]
-- [columns.rows_found]
-- about = "Rows that were set aside so."
-- not_null = true
-- [columns.examples]
-- about = "Up to three of them."
-- not_null = true
-- fields_of = ["rejected_rows"]
-- ///
create or replace macro quality_set_aside() as table
    with unquoted as (
        select
            r.table_name,
            r.action,
            regexp_replace(r.reason, '(^|\s)(''.*''|".*")($|[\s,;:.])', '\1…\3', 'gs') as reason,
            {
                'file': r.file,
                'record': r.record,
                'column_name': r.column_name,
                'movie_id': r.movie_id,
                'raw_text': left(r.raw_text, 120)
            } as example
        from rejected_rows as r
    ),

    kinds as (
        select
            u.table_name,
            u.action,
            regexp_replace(u.reason, '-?\d+([.,]\d+)*', '…', 'g') as reason,
            u.example
        from unquoted as u
    )

    select
        k.table_name,
        k.action,
        k.reason,
        count(*) as rows_found,
        min(k.example, 3) as examples
    from kinds as k
    group by k.table_name, k.action, k.reason
    order by rows_found desc, k.table_name, k.action, k.reason;
