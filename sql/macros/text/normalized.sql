-- Text folded for comparison: without case, accents and outer spaces.
--
-- Two names are the same when their folded texts are equal as a whole. Spaces are the white space of ASCII and all separators of
-- Unicode, written as in an address because they cannot be seen otherwise. A regular expression for them would take longer to
-- make than most answers.
create or replace macro normalized(original varchar) as
strip_accents(
    lower(
        trim(
            original,
            url_decode(
                '%09%0A%0C%0D%20%C2%A0%E1%9A%80%E2%80%80%E2%80%81%E2%80%82%E2%80%83%E2%80%84%E2%80%85%E2%80%86%E2%80%87%E2%80%88'
                '%E2%80%89%E2%80%8A%E2%80%A8%E2%80%A9%E2%80%AF%E2%81%9F%E3%80%80'
            )
        )
    )
);
