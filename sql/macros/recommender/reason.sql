-- Why a film is recommended, in Spanish, from the parts of its score, which are the rows of a group: at most three, those that
-- are told earlier first, then those that count most; null when none is a reason.
--
-- told and precedence are as in score_parts; names are those of what is shared, of which three are told. Where what is shared is
-- less than a third of the score, that the film is well rated is told before all else, and as plainly as that.
create or replace macro reason(part, told, precedence, names, score) as
array_to_string(
    list_transform(
        list_sort(
            list_transform(
                list({
                    'precedence': precedence,
                    'rank': -score,
                    'part': part,
                    'text': told || if(len(names) > 0, ': ' || array_to_string(names[:3], ', '), '')
                }) filter (where precedence is not null),
                lambda r: if(
                    r.part = 'quality'
                    and 3 * coalesce(fsum(score) filter (where part not in ('year', 'quality', 'liked')), 0) < fsum(score),
                    { 'precedence': 0, 'rank': r.rank, 'part': r.part, 'text': 'de lo mejor valorado' },
                    r
                )
            )
        )[:3],
        lambda r: r.text
    ),
    '; '
);
