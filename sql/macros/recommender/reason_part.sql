-- One part of why a film is recommended, in Spanish: its kind and at most three names of what is shared, if it has any.
create or replace macro reason_part(kind, shared_names) as
case kind
    when 'series' then 'misma saga'
    when 'director' then 'misma dirección'
    when 'writer' then 'mismo guion'
    when 'cast' then 'mismo reparto'
    when 'keyword' then 'mismos temas'
    when 'genre' then 'mismos géneros'
    when 'text' then 'comparten'
    when 'title' then 'comparten en el título'
    when 'company' then 'misma productora'
    when 'liked' then 'gusta a las mismas personas'
    when 'quality' then 'muy bien valorada'
    when 'year' then 'de los mismos años'
    when 'country' then 'mismo país'
    when 'language' then 'mismo idioma'
end
|| if(
    len(shared_names) > 0,
    ': ' || array_to_string(
        if(
            kind = 'genre',
            list_transform(shared_names[:3], lambda name: coalesce(lower(spanish_genres()[name]), name)),
            shared_names[:3]
        ),
        ', '
    ),
    ''
);
