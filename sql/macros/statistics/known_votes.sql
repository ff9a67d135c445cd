-- How many people voted for a film; null where that is not known, or is no number of people.
create or replace macro known_votes(counted) as
case when counted >= 0 then counted end;
