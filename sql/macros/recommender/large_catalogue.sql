-- The number of films above which a catalogue is large: then films that nobody voted for are compared with fewer others, and
-- tables of which few rows are looked up have indexes.
create or replace macro large_catalogue() as 200000;
