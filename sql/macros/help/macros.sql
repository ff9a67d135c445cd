-- The questions that can be asked: what each is called, its arguments, what it answers, and an example that has an answer.
--
-- Arguments without which there is no answer stand in the example; the others have a default. Other macros are parts of these:
-- duckdb_functions() has them with their comments.
create or replace macro macros() as table
    select
        f.function_name as name,
        f.parameters as arguments,
        replace(split_part(f.comment, chr(10) || chr(10), 1), chr(10), ' ') as answers,
        regexp_extract(f.comment, '\nExample: (.*)$', 1) as example
    from duckdb_functions() as f
    where f.database_name = current_database() and not f.internal and contains(f.comment, chr(10) || 'Example: ')
    order by f.function_name;
