-- The parts of a score as reasons tell them, in Spanish.
--
-- A reason tells the series first, then what films have in common by name, then what people say. A country, a language or the
-- years are no reason.
--
-- /// table
-- key = ["part"]
-- not_null = ["told", "told_of_one"]
-- ///
create or replace table derived.score_parts as
select
    p.part,
    p.told,
    coalesce(p.told_of_one, p.told) as told_of_one,
    p.precedence::integer as precedence
from (
    values
    ('series', 'misma saga', 1, null),
    ('director', 'misma dirección', 2, null),
    ('writer', 'mismo guion', 2, null),
    ('cast', 'mismo reparto', 2, null),
    ('keyword', 'mismos temas', 2, 'mismo tema'),
    ('tag', 'mismas etiquetas', 2, 'misma etiqueta'),
    ('genre', 'mismos géneros', 2, 'mismo género'),
    ('text', 'comparten', 2, null),
    ('title', 'comparten en el título', 2, null),
    ('company', 'misma productora', 2, null),
    ('liked', 'gusta a las mismas personas', 3, null),
    ('quality', 'muy bien valorada', 3, null),
    ('year', 'de los mismos años', null, null),
    ('country', 'mismo país', null, null),
    ('language', 'mismo idioma', null, null)
) as p (part, told, precedence, told_of_one)
order by p.part;

comment on table derived.score_parts is 'Parts of a score, as reasons tell them';
comment on column derived.score_parts.part is 'The part: a kind of feature (part_of_kind), or series, liked, quality or year';
comment on column derived.score_parts.told is 'What it is called, in Spanish';
comment on column derived.score_parts.told_of_one is 'The same where one name is told';
comment on column derived.score_parts.precedence is 'The lower the number, the earlier it is told; null if it is no reason';
