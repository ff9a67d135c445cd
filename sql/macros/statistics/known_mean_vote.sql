-- The mean vote of a film; null where it is not known, or is none from 0 to 10.
create or replace macro known_mean_vote(average) as
case when average between 0 and 10 then average end;
