-- What an answer adds when several people or companies bear the name that was asked for; empty when only one does.
create or replace macro shared_name_note(bearer_ids, bearer_id, bearers) as
case
    when len(bearer_ids) < 2 then ''
    when bearer_id is null
        then format(
            '. {} {} comparten este nombre y se suman aquí (ids {}); con ?id= se elige una',
            len(bearer_ids),
            bearers,
            array_to_string(bearer_ids, ', ')
        )
    else
        format(
            '. {} {} comparten este nombre (ids {}); aquí solo cuenta la de id {}',
            len(bearer_ids),
            bearers,
            array_to_string(bearer_ids, ', '),
            bearer_id
        )
end;
