-- Somebody in the cast or the crew of films: names, roles, and the success as an actor and as a director.
--
-- Roles are Acting for the cast and the departments of the crew, those with most credits first. Several credits in one film count
-- as one film. The success is null for people who never were an actor or a director. The mean return counts a film whose budget
-- or revenue is not known as 0; films_with_money tells of how many both are known.
--
-- /// endpoint
-- path = "/people/{person}"
-- answer = "one"
-- compiled = "person_totals.person_id"
-- tag = "people"
-- [parameters.person]
-- about = "Id of the person (person_id)."
-- example = 31
-- ///
-- /// columns
-- of = ["person_totals"]
-- [columns.as_actor]
-- about = "The success as an actor; null for people who never were one."
-- fields.films.of = "person_totals.films_as_actor"
-- fields.films_with_money.of = "person_totals.films_as_actor_with_money"
-- fields.return_total.of = "person_totals.return_as_actor"
-- fields.return_mean = { about = "Mean return of these films; unknown counts as 0.", not_null = true }
-- [columns.as_director]
-- about = "The success as a director; null for people who never were one."
-- fields.films.of = "person_totals.films_as_director"
-- fields.films_with_money.of = "person_totals.films_as_director_with_money"
-- fields.return_total.of = "person_totals.return_as_director"
-- fields.return_mean = { about = "Mean return of these films; unknown counts as 0.", not_null = true }
-- ///
create or replace macro person(person integer) as table
    select
        p.person_id,
        p.name,
        p.other_names,
        p.gender,
        p.profile_path,
        p.roles,
        p.films,
        p.first_year,
        p.last_year,
        p.vote_count,
        p.vote_average,
        case
            when p.films_as_actor > 0
                then {
                    'films': p.films_as_actor,
                    'films_with_money': p.films_as_actor_with_money,
                    'return_total': p.return_as_actor,
                    'return_mean': p.return_as_actor / p.films_as_actor
                }
        end as as_actor,
        case
            when p.films_as_director > 0
                then {
                    'films': p.films_as_director,
                    'films_with_money': p.films_as_director_with_money,
                    'return_total': p.return_as_director,
                    'return_mean': p.return_as_director / p.films_as_director
                }
        end as as_director
    from (select person) as asked (person_id)
    inner join derived.person_totals as p on asked.person_id = p.person_id;
