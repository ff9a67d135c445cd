-- A country that produced films: films, money and votes.
--
-- Unknown money counts as 0 in the sums; the return is that of the films whose budget and revenue are both known, 0 where there
-- is none. The mean vote counts every vote once.
--
-- /// endpoint
-- path = "/countries/{country}"
-- answer = "one"
-- tag = "countries"
-- [parameters.country]
-- about = "ISO 3166-1 code of the country, in any case."
-- example = "US"
-- of = "countries.country_code"
-- ///
-- /// columns
-- of = ["list_countries()"]
-- ///
create or replace macro country(country varchar) as table
    select t.*
    from (select country) as asked (country_code)
    inner join list_countries() as t on lower(asked.country_code) = lower(t.country_code);
