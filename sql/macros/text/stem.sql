-- An English word without its most common endings, so that "robots" and "robot" are one.
create or replace macro stem(word) as
case
    when length(word) < 5 then word
    when ends_with(word, 'sses') then word[:-3]
    when ends_with(word, 'ies') then word[:-4] || 'y'
    when ends_with(word, 'ing') and length(word) > 6 then word[:-4]
    when ends_with(word, 'ed') and length(word) > 5 then word[:-3]
    when ends_with(word, 'ly') and length(word) > 5 then word[:-3]
    when ends_with(word, 's') and not ends_with(word, 'ss') then word[:-2]
    else word
end;
