r"""Words that tools write where there is no value, such as ``NA`` or ``\N``.

Whether such a word means nothing is decided by all films files together. A column uses null words if two or more of its cells are
one; then every cell of any column with a word that it uses is empty. One null word alone may be a text, and stays; only ``\N``
and ``<NA>`` never are.

A film may truly be called None. So a title counts only if it and the original title differ, and it stays where both say the same;
but ``nan`` and ``NaN`` are no titles.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from ingest.located import made_of
from ingest.raw_csv import RawFile

_NEVER_TEXT = (r"\N", "<NA>")
_NEVER_TITLES = ("nan", "NaN", "NAN", "NaT")
NULL_WORDS = (*_NEVER_TEXT, *_NEVER_TITLES, "NA", "N/A", "n/a", "#N/A", "None", "NULL", "null", "(null)")
_TITLES = {"title": "original_title", "original_title": "title"}
_LEAST_CELLS = 2


def words_in_use(files: Iterable[RawFile]) -> list[str]:
    """The words that mean nothing in the films files of a build."""
    counted = [made_of(file, _counts) for file in files]
    counts = pl.concat([pl.DataFrame(schema={"column": pl.String, "word": pl.String, "cells": pl.Int64}), *counted])
    used = counts.filter(pl.col("cells").sum().over("column") >= _LEAST_CELLS)["word"]
    return sorted({*_NEVER_TEXT, *used})


def without_null_words(file: RawFile, words: Iterable[str]) -> pl.LazyFrame:
    """The records of a file, where cells with a word that means nothing are null."""
    return file.lazy.with_columns(
        pl.when(~_is_null_word(column, file.columns, words)).then(column).alias(column) for column in file.columns
    )


def _counts(file: RawFile) -> pl.DataFrame:
    """How many cells of each column are each word."""
    found = file.lazy.select(
        pl.col(column).str.strip_chars().filter(_is_null_word(column, file.columns, NULL_WORDS)).implode()
        for column in file.columns
    ).collect()
    return (
        found.unpivot(variable_name="column", value_name="word")
        .explode("word")
        .drop_nulls("word")
        .group_by("column", "word")
        .agg(cells=pl.len().cast(pl.Int64))
    )


def _is_null_word(column: str, columns: Sequence[str], words: Iterable[str]) -> pl.Expr:
    """Whether a cell is one of some words, and no title; false for null."""
    text = pl.col(column).str.strip_chars()
    is_word = text.is_in(list(words)).fill_null(value=False)
    other = _TITLES.get(column)
    if other is None or other not in columns:
        return is_word
    is_title = (text == pl.col(other).str.strip_chars()).fill_null(value=False) & ~text.is_in([*_NEVER_TEXT, *_NEVER_TITLES])
    return is_word & ~is_title
