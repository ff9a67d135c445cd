-- What is in each column of the tables that hold data: how many values, how many different ones, the least and the greatest.
--
-- It follows from those tables, so it is no part of the content that the snapshot id stands for.
--
-- /// table
-- key = ["table_name", "column_name"]
-- sorted_by = ["table_name", "column_place"]
-- ///
create or replace table column_profiles (
    table_name varchar not null,
    column_name varchar not null,
    column_place integer not null,
    data_type varchar not null,
    rows_found bigint not null,
    nulls bigint not null,
    distinct_values bigint not null,
    least varchar,
    greatest varchar
);

comment on table column_profiles is 'What is in each column';
comment on column column_profiles.table_name is 'The table';
comment on column column_profiles.column_name is 'The column';
comment on column column_profiles.column_place is 'Place of the column in the table, from 1';
comment on column column_profiles.data_type is 'Type of the column';
comment on column column_profiles.rows_found is 'Rows of the table';
comment on column column_profiles.nulls is 'Rows without a value';
comment on column column_profiles.distinct_values is 'Number of different values, exactly';
comment on column column_profiles.least is 'Least value as text, cut to 200 characters; null when there is none';
comment on column column_profiles.greatest is 'Greatest value as text, cut to 200 characters; null when there is none';
