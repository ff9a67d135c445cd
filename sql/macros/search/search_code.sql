-- A number for a text, which is faster to compare: its first three letters, then sixteen bits that mix all of it.
--
-- Texts that begin alike have numbers that are near, so that in a sorted table they stand together. Two texts may share a number.
create or replace macro search_code(letters) as (
    (unicode(letters) % 32 * 1024 + unicode(letters[2]) % 32 * 32 + unicode(letters[3]) % 32) * 65536
    + md5_number_lower(letters) % 65536
)::integer;
