-- The number of films above which a catalogue is large: then films that nobody voted for are compared with fewer others.
create or replace macro large_catalogue() as 200000;
