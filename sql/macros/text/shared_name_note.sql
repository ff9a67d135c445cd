-- What an answer adds when several people or companies bear the name that was asked for; empty when only one does.
create or replace macro shared_name_note(owner_ids, owner_id, name_owners) as
case
    when len(owner_ids) < 2 then ''
    when owner_id is null
        then format(
            '. {} {} comparten este nombre y se suman aquí (ids {}); con ?id= se elige una',
            len(owner_ids),
            name_owners,
            array_to_string(owner_ids, ', ')
        )
    else
        format(
            '. {} {} comparten este nombre (ids {}); aquí solo cuenta la de id {}',
            len(owner_ids),
            name_owners,
            array_to_string(owner_ids, ', '),
            owner_id
        )
end;
