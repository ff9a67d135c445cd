-- A title as libraries write it, with its article behind a comma at the end, or the other way around; null if it has no article.
create or replace macro title_with_article_moved(written) as
case
    when regexp_matches(written, '^\S.*, (the|an?|el|l[aoe]s?|una?|il|gli|i|der|die|das|os?|as)$', 'i')
        then regexp_replace(written, '^(.+), (\S+)$', '\2 \1')
    when regexp_matches(written, '^(the|an?|el|l[aoe]s?|una?|il|gli|i|der|die|das|os?|as) \S', 'i')
        then regexp_replace(written, '^(\S+) (.+)$', '\2, \1')
end;
