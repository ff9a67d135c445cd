-- The parts of a score as reasons tell them, in Spanish.
--
-- A reason tells the series first, then what films have in common by name, then what people say. A country, a language or the
-- years are no reason.
--
-- /// table
-- key = ["part"]
-- not_null = ["told"]
-- ///
create or replace table score_parts as
select
    p.part,
    p.told,
    p.precedence::integer as precedence
from (
    values
    ('series', 'misma saga', 1),
    ('director', 'misma dirección', 2),
    ('writer', 'mismo guion', 2),
    ('cast', 'mismo reparto', 2),
    ('keyword', 'mismos temas', 2),
    ('genre', 'mismos géneros', 2),
    ('text', 'comparten', 2),
    ('title', 'comparten en el título', 2),
    ('company', 'misma productora', 2),
    ('liked', 'gusta a las mismas personas', 3),
    ('quality', 'muy bien valorada', 3),
    ('year', 'de los mismos años', null),
    ('country', 'mismo país', null),
    ('language', 'mismo idioma', null)
) as p (part, told, precedence)
order by p.part;

comment on table score_parts is 'Parts of a score, as reasons tell them';
comment on column score_parts.part is 'The part: a kind of feature (part_of_kind), or series, liked, quality or year';
comment on column score_parts.told is 'What it is called, in Spanish';
comment on column score_parts.precedence is 'The lower the number, the earlier it is told; null if it is no reason';
