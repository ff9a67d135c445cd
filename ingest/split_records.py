"""Repair of records that a line break inside a text column split in two.

The first half stops short: it has an id, but everything after the broken text is empty. The second half begins with the rest of
that text, so all its values stand as many columns too far to the left as the first half has whole columns, and its id is no id.
"""

import polars as pl

from ingest import values
from ingest.raw_csv import csv_text

_EMPTY_IN_FIRST_HALF = ("title", "release_date", "vote_count")


def joined_halves(records: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Join split records.

    Args:
        records: All records of a movies file as text, with `record`, in the order of the file.

    Returns:
        The records, the halves replaced by whole ones that have the number of their first half; and the second halves with
        `record`, `movie_id`, `reason` and `raw_text`, the text of both halves.
    """
    is_id = pl.col("id").str.contains(values.WHOLE_NUMBER).fill_null(value=False)
    stops_short = is_id & pl.all_horizontal(pl.col(name).is_null() for name in _EMPTY_IN_FIRST_HALF)
    follows = (~is_id).shift(-1, fill_value=False) & (pl.col("record").shift(-1) == pl.col("record") + 1)
    columns = records.columns[1:]
    whole: list[tuple[int | str | None, ...]] = []
    seconds: list[dict[str, object]] = []
    for row in records.with_row_index("row").filter(stops_short & follows)["row"]:
        (first_number, *first), (second_number, *second) = records[row : row + 2].rows()
        joined = _joined(first, second)
        if joined is None or not _is_film(dict(zip(columns, joined, strict=True))):
            continue
        whole.append((first_number, *joined))
        seconds.append(
            {
                "record": second_number,
                "movie_id": int(joined[columns.index("id")] or 0),
                "reason": f"the second half of record {first_number}, split by a line break; joined with it",
                "raw_text": "\n".join(csv_text([tuple(first), tuple(second)])),
            }
        )
    repaired = pl.DataFrame(
        seconds, schema={"record": pl.Int64, "movie_id": pl.Int64, "reason": pl.String, "raw_text": pl.String}
    )
    replaced = pl.DataFrame(whole, schema=records.schema, orient="row")
    halves = pl.concat([replaced["record"], repaired["record"]])
    sound = records.filter(~pl.col("record").is_in(halves.implode()))
    return pl.concat([sound, replaced]).sort("record"), repaired


def _joined(first: list[str | None], second: list[str | None]) -> list[str | None] | None:
    """Both halves as one record, or none when the second does not fit behind the first."""
    break_at = max(position for position, value in enumerate(first) if value is not None)
    whole_columns = len(first) - break_at
    if any(value is not None for value in second[whole_columns:]):
        return None
    broken_text = f"{first[break_at]}\n{second[0] or ''}"
    return [*first[:break_at], broken_text, *second[1:whole_columns]]


def _is_film(record: dict[str, str | None]) -> bool:
    row = pl.DataFrame([record], schema=dict.fromkeys(record, pl.String)).select(
        values.date("release_date").is_not_null()
        & pl.col("title").is_not_null()
        & (values.whole_number("vote_count").is_not_null() | pl.col("vote_count").is_null())
    )
    return bool(row.item())
