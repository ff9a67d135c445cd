-- The part of a score that a kind of feature is shown in: the genres that say for whom a film is are genres like the others.
create or replace macro part_of_kind(kind) as
if(kind in ('animation', 'documentary', 'family', 'horror'), 'genre', kind);
