-- Keys that a word shares with others that differ by a typing error, as numbers (search_code): its first seven letters, the same
-- with each one left out, and its first letter with its consonants, those that sound alike as one.
--
-- Two words with a letter too many, too few, wrong or swapped among the first seven share a key (a deletion neighbourhood); so do
-- words whose vowels differ. What they share says nothing yet of the letters that follow.
create or replace macro search_spellings(word) as
list_distinct(
    list_transform(
        [left(word, 7), '~' || left(word, 1) || translate(word[2:], 'ckqsxzvwyaeiouh', 'kkksssff')]
        || list_transform(
            range(1, least(length(word), 7) + 1),
            lambda i: left(word, i::integer - 1) || substring(word, i::integer + 1, 7 - i::integer)
        ),
        lambda spelling: search_code(spelling)
    )
);
