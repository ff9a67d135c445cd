-- A sum of whole numbers and of fractions in steps of 2 ** -96, as the nearest double.
--
-- It is added up of parts that doubles hold exactly, the greatest first: the whole, and the first 53 and last 43 bits below it.
create or replace macro sum_of_parts(wholes, steps) as
list_aggregate(
    [
        (wholes + steps // 79228162514264337593543950336)::double,
        (steps % 79228162514264337593543950336 // 8796093022208)::double / 2::double ** 53,
        (steps % 8796093022208)::double / 2::double ** 96
    ],
    'fsum'
);
