-- The films of each director and their returns, in the order of folded names. The lists are parallel.
--
-- /// table
-- key = ["name_key", "person_id"]
-- nullable = ["person_id"]
-- not_null = [
--     "name_key", "name", "films", "titles", "titles[]", "release_dates", "release_dates[]", "returns", "returns[]",
--     "budgets", "budgets[]", "revenues", "revenues[]", "return_total", "return_mean", "namesakes",
-- ]
-- [references]
-- person_id = "people.person_id"
-- "person_ids[]" = "people.person_id"
-- ///
create or replace table derived.director_totals as
with totals as (
    select
        f.name_id,
        f.owner_id,
        count(*) as films,
        list_sort(
            list({
                'release_date': m.release_date,
                'movie_id': m.movie_id,
                'title': m.title,
                'return': coalesce(finite(m."return"), 0),
                'budget': m.budget,
                'revenue': m.revenue
            })
        ) as entries,
        coalesce(exact_sum(m."return"), 0) as return_total
    from derived.films_by_name as f
    inner join movies as m on f.movie_id = m.movie_id
    where f.role = 'director'
    group by f.name_id, f.owner_id
)

select
    b.name_key,
    t.owner_id as person_id,
    b.name,
    b.owner_ids as person_ids,
    t.films,
    list_transform(t.entries, lambda e: e.title) as titles,
    list_transform(t.entries, lambda e: e.release_date) as release_dates,
    list_transform(t.entries, lambda e: e."return") as "returns",
    list_transform(t.entries, lambda e: e.budget) as budgets,
    list_transform(t.entries, lambda e: e.revenue) as revenues,
    t.return_total,
    t.return_total / t.films as return_mean,
    shared_name_note(b.owner_ids, t.owner_id, 'personas') as namesakes
from totals as t
inner join derived.name_owners as b on t.name_id = b.name_id
order by b.name_key, t.owner_id nulls first;

comment on table derived.director_totals is 'Films and returns of each director, by folded name';
comment on column derived.director_totals.name_key is 'Name without case, accents and outer spaces';
comment on column derived.director_totals.person_id is 'The director (people); null for all who share the name';
comment on column derived.director_totals.name is 'Name, in its most common spelling';
comment on column derived.director_totals.person_ids is 'Everybody who shares the name';
comment on column derived.director_totals.films is 'Number of films';
comment on column derived.director_totals.titles is 'Titles of the films, by release (movies)';
comment on column derived.director_totals.release_dates is 'Release dates of the films, by release (movies)';
comment on column derived.director_totals."returns" is 'Returns of the films, by release (movies)';
comment on column derived.director_totals.budgets is 'What the films cost in US dollars, by release; unknown is 0 (movies)';
comment on column derived.director_totals.revenues is 'Box office of the films in US dollars, by release; unknown is 0 (movies)';
comment on column derived.director_totals.return_total is 'Sum of the returns of the films';
comment on column derived.director_totals.return_mean is 'Mean return of the films';
comment on column derived.director_totals.namesakes is 'What to tell, in Spanish, when several people share the name; else empty';
