"""Values at the edges of each type of DuckDB, written as SQL."""

import random

_INTEGERS = {
    "TINYINT": (-(2**7), 2**7 - 1),
    "SMALLINT": (-(2**15), 2**15 - 1),
    "INTEGER": (-(2**31), 2**31 - 1),
    "BIGINT": (-(2**63), 2**63 - 1),
    "HUGEINT": (-(2**127), 2**127 - 1),
    "UTINYINT": (0, 2**8 - 1),
    "USMALLINT": (0, 2**16 - 1),
    "UINTEGER": (0, 2**32 - 1),
    "UBIGINT": (0, 2**64 - 1),
    "UHUGEINT": (0, 2**128 - 1),
}

_TIMES = (
    "'epoch'",
    "'0001-01-01'",
    "'9999-12-31'",
    "'infinity'",
    "'-infinity'",
    "'290000-01-01 (BC)'",
    "'2024-02-29 23:59:59.999999'",
)

_EDGES = {
    "VARCHAR": (
        *("''", "'a'", "' '", "'%'", "'\\'", "'é😀'", "chr(0) || 'a'", "repeat('ab', 5000)", "'0'", "'-1'", "'NaN'", "'1e400'"),
        *("'2020-01-01'", "'(a*)*b'", "'['", "'{'", "'$.a[*]'", "'%Y-%m-%d'", "'{:>99}'", "'sum'", "'month'", "'UTC'", "'/../x'"),
    ),
    "DOUBLE": ("0.0", "-0.0", "1.5", "-1e308", "1e308", "5e-324", "'nan'::double", "'inf'::double", "'-inf'::double"),
    "FLOAT": ("0::float", "3.4e38::float", "'nan'::float", "'-inf'::float"),
    "DECIMAL": ("0.0::decimal(1, 0)", "99999999999999999999999999999999999999::decimal(38, 0)", "-0.5", "0.1::decimal(38, 38)"),
    "BIGNUM": ("0::bignum", "(10::hugeint ** 30)::hugeint::bignum", "(-1)::bignum"),
    "BOOLEAN": ("true", "false"),
    "BLOB": ("''::blob", "'\\x00\\xFF'::blob", "'a'::blob"),
    "BIT": ("'0'::bit", "'1'::bit", "repeat('10', 500)::bit"),
    "DATE": tuple(
        f"{value}::date" for value in ("'epoch'", "'0001-01-01'", "'9999-12-31'", "'infinity'", "'5877642-06-25 (BC)'")
    ),
    "TIME": ("'00:00:00'::time", "'24:00:00'::time", "'23:59:59.999999'::time"),
    "TIME_NS": ("'00:00:00'::time_ns", "'23:59:59.999999999'::time_ns"),
    "TIME WITH TIME ZONE": ("'00:00:00+15:59'::timetz", "'23:59:59-15:59'::timetz"),
    "TIMESTAMP": tuple(f"{value}::timestamp" for value in _TIMES),
    "TIMESTAMP WITH TIME ZONE": tuple(f"{value}::timestamptz" for value in _TIMES),
    "TIMESTAMP_NS": ("'epoch'::timestamp_ns", "'2262-04-11 23:47:16.854775806'::timestamp_ns", "'infinity'::timestamp_ns"),
    "INTERVAL": (
        *("interval 0 day", "interval (-1) month", "interval 999999999 hour", "to_microseconds(9223372036854775807)"),
        *("to_months(2147483647)", "to_days((-2147483648)::integer)", "to_years(178956970)"),
    ),
    "UUID": ("'00000000-0000-0000-0000-000000000000'::uuid", "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"),
    "JSON": ("'{}'::json", "'[]'::json", "'null'::json", "'1e400'::json", '\'{"a": [1, {"b": null}]}\'::json'),
    "STRUCT": ("{'a': 1}", "{'a': null, 'b': [1]}", "{'year': 9223372036854775807, 'month': -1, 'day': 0}"),
    "MAP": ("map {}", "map {'a': 1, 'b': null}", "map([1], [[]])"),
    "UNION": ("union_value(a := 1)", "union_value(b := null)"),
    "VARIANT": ("1::variant", "[1, null]::variant", "{'a': 1}::variant"),
    "ENUM": ("'a'::enum('a', 'b')", "null::enum('a')"),
    "LAMBDA": ("lambda x: x", "lambda x, y: x", "lambda x: null", "lambda x, y, z: y"),
    "FLOAT[3]": ("[1, 2, 3]::float[3]", "[1, null, 'nan']::float[3]"),
    "DOUBLE[3]": ("[1, 2, 3]::double[3]", "[0, 0, 0]::double[3]"),
}

_ALL = [*_EDGES, *_INTEGERS]


def edge_value(kind: str | None, dice: random.Random) -> str:
    """A value of a type as ``duckdb_functions()`` names it; of any type where that says so.

    Args:
        kind: The type.
        dice: The source of chance.
    """
    if dice.random() < 0.07:
        return "null"
    if kind and kind.endswith("[]"):
        return _list_of(kind[:-2], dice)
    if kind and kind.endswith("[ANY]"):
        return f"{edge_value(f'{kind[:-5]}[3]', dice)}"
    kind = (kind or "ANY").partition("(")[0]
    if kind in _INTEGERS:
        least, most = _INTEGERS[kind]
        number = dice.choice((0, 1, 2, least, least + 1, most, most - 1, max(least, -1), min(most, 64)))
        # A minus before the greatest number and one more would be another type.
        return f"('{number}'::{kind.lower()})"
    if kind in _EDGES:
        return dice.choice(_EDGES[kind])
    chosen = dice.choice(_ALL)
    return _list_of(chosen, dice) if dice.random() < 0.15 else edge_value(chosen, dice)


def _list_of(kind: str, dice: random.Random) -> str:
    if dice.random() < 0.2:
        return "[]"
    values = [edge_value(kind, dice) for _ in range(dice.choice((1, 1, 2, 3)))]
    return f"[{', '.join(values)}]"
