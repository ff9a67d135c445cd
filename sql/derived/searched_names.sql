-- What is written that films, people, series and companies are searched by: their names, of films every title, and around the
-- title of a film its year and the people who made it, which tell it apart and by which alone it is found as well.
create or replace view derived.searched_names as
with around_films as (
    select
        'movie' as kind,
        d.movie_id,
        list_distinct(d.directors || d.leading_cast) as people,
        d.release_year
    from derived.film_details as d
),

other_titles as (
    select
        'movie' as kind,
        t.movie_id,
        list({ 'title': t.title, 'is_alternative': t.is_alternative }) as titles
    from derived.film_titles as t
    where not t.is_main
    group by t.movie_id
),

titled as (
    select
        n.*,
        unnest(list_prepend({ 'title': n.name, 'is_alternative': false }, coalesce(t.titles, []))) as titled,
        a.people,
        a.release_year
    from derived.search_names as n
    left join other_titles as t on n.kind = t.kind and n.named_id = t.movie_id
    left join around_films as a on n.kind = a.kind and n.named_id = a.movie_id
)

select
    t.kind,
    t.named_id,
    t.name,
    t.note,
    t.fame,
    t.titled.title as written,
    t.titled.is_alternative,
    if(
        t.release_year is null, null, search_text_column(concat_ws(' ', t.release_year, array_to_string(t.people, ' ')))
    ) as around,
    if(t.titled.title = t.name, t.people, null) as people
from titled as t;

comment on view derived.searched_names is 'What is written that can be searched';
comment on column derived.searched_names.kind is 'movie, person, collection or company';
comment on column derived.searched_names.named_id is 'Id within its kind';
comment on column derived.searched_names.name is 'Title or name, as it is shown';
comment on column derived.searched_names.note is 'See search_names';
comment on column derived.searched_names.fame is 'See search_names';
comment on column derived.searched_names.written is 'The name, or another title of the film';
comment on column derived.searched_names.is_alternative is 'Whether it is a title that the film was not shown by';
comment on column derived.searched_names.around is 'Of a film its year, its directors and its leading cast, folded';
comment on column derived.searched_names.people is 'The names of these people, beside the main title only';
