-- The months in Spanish.
create or replace macro month_names() as table
    select unnest(['enero', 'febrero', 'marzo']) as name, unnest([1, 2, 3]) as month_number;
