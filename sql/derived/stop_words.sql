-- Words that say nothing about a film, because every text has them, and what verbs make of some with an apostrophe.
--
-- /// table
-- key = ["word"]
-- ///
create or replace table derived.stop_words as
select
    unnest(string_split(
        'a about above after again against all along also always am among an and another any are around as at away back '
        || 'be became because become becomes been before begin begins behind being best better between both but by came can '
        || 'cannot come comes could day days did do does done down during each either else end ends even ever every few film '
        || 'films find finding finds first for from full get gets getting give given gives go goes going good got had has '
        || 'have having he her here hers herself him himself his how however if in into is it its itself just keep keeps '
        || 'know known knows last later least leave leaves left less let life like little live lives living long look '
        || 'looking looks made make makes making man many may me meanwhile meet meets men might more most movie movies much '
        || 'must my myself never new next no none nor not nothing now of off often old on once one only onto or other others '
        || 'our out over own part people perhaps place put quite rather really same see seems seen set sets several she '
        || 'should show shows since small so some someone something soon start starts still story such take taken takes '
        || 'taking tell tells than that the their them themselves then there these they thing things think this those though '
        || 'three through time times to together too took toward towards tries true try trying turn turned turns two under '
        || 'until up upon us use used uses very want wants was way we well went were what when where whether which while who '
        || 'whole whom whose why will with within without woman women work works world would year years yet you young your '
        || 'yourself '
        || 'i''ll i''ve you''re you''ve you''ll you''d he''ll he''d she''ll she''d it''ll it''d we''re we''ve we''ll we''d '
        || 'they''re they''ve they''ll they''d that''ll that''d there''ll there''d who''ll who''ve who''d',
        ' '
    )) as word
order by word;

comment on table derived.stop_words is 'Words that say nothing about a film';
comment on column derived.stop_words.word is 'The word, in lower case';
