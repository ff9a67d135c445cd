-- Text folded for searches: without case and accents, spaces for signs and blanks of every sort, and letters and digits that few
-- keyboards have spelled out. Marks that are not seen, such as those of direction, are left out.
--
-- It is used while a search is planned, so it has no regular expression: one that knows all letters takes 2 ms to compile.
create or replace macro search_folded(written) as
translate(
    replace(
        replace(
            replace(replace(replace(replace(strip_accents(lower(written)), '&', ' and '), '½', ' 1 2'), 'æ', 'ae'), 'œ', 'oe'),
            'ß',
            'ss'
        ),
        'þ',
        'th'
    ),
    e'øłđðı⁰¹²³⁴⁵⁶⁷⁸⁹\t\n\r\f!"#$%\'()*+,-./:;<=>?@[\\]^_`{|}~¡¿·•…§†‡‘’‚‛“”„‟«»‹›′″´＇՚ꞌ׳ʹʻʼʽˈ‐‑‒–—―−、。・：！？'
    || url_decode('%0B%C2%85%C2%A0%E1%9A%80%E2%80%80%E2%80%81%E2%80%82%E2%80%83%E2%80%84%E2%80%85%E2%80%86%E2%80%87%E2%80%88')
    || url_decode('%E2%80%89%E2%80%8A%E2%80%A8%E2%80%A9%E2%80%AF%E2%81%9F%E3%80%80')
    || url_decode('%C2%AD%E2%80%8B%E2%80%8C%E2%80%8D%E2%80%8E%E2%80%8F%E2%81%A0%EF%BB%BF'),
    'olddi0123456789' || repeat(' ', 100)
);
