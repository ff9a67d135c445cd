-- The sum of numbers, rounded once, so that it is the same to the last bit in whatever order they come; null where there is none.
--
-- Whole parts and fractions, in steps of 2 ** -96, are added up apart as whole numbers, of which sums have no rounding.
create or replace macro exact_sum(numbers) as
sum_of_parts(
    sum(floor(summable(numbers))::hugeint),
    sum(((summable(numbers) - floor(summable(numbers))) * 2::double ** 96)::hugeint)
);
