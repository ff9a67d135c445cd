-- The parameters as they arrived.
--
-- /// endpoint
-- path   = "/echo"
-- answer = "one"
-- [parameters.small]
-- about = "A small number."
-- [parameters.ratio]
-- about   = "A number."
-- example = 0.5
-- bounds  = [0, 1]
-- [parameters.flag]
-- about = "Yes or no."
-- [parameters.asked_day]
-- about   = "A day."
-- example = "1999-12-31"
-- [parameters.texts]
-- about   = "Texts."
-- example = ["a", "b"]
-- [parameters.numbers]
-- about = "Numbers."
-- [parameters.days]
-- about   = "Days."
-- example = ["1999-12-31"]
-- ///
create or replace macro echo(
    small tinyint := null, ratio double := null, flag boolean := null, asked_day date := null,
    texts varchar[] := null, numbers integer[] := null, days date[] := null
) as table
    select small as small, ratio as ratio, flag as flag, asked_day as "day", texts as texts, numbers as numbers, days as days;
