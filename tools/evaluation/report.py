"""The table of all systems, as text."""

from tools.evaluation.measure import Measured

QUERY_MEASURES = ("NDCG@10", "hit@5", "hit@10", "MRR", "wrecall@10", "pairwise")
CATALOGUE_MEASURES = ("collection@5", "coverage@10", "of queries", "years", "repeats")
MULTI_MEASURES = ("NDCG@10", "wrecall@10", "pairwise")


def _with_interval(value: tuple[float, float, float]) -> str:
    mean, low, high = value
    return f"{mean:.3f} [{low:.3f} {high:.3f}]".replace("0.", ".")


def item_header() -> str:
    """Return the heading of the item-to-item table."""
    queries = "".join(f"{name:>18}" for name in QUERY_MEASURES)
    return f"{'system':<24}{queries}" + "".join(f"{name:>13}" for name in CATALOGUE_MEASURES)


def item_line(name: str, measured: Measured, lists: dict[str, float]) -> str:
    """Return one system's line of the item-to-item table: means with 95 % intervals, then measures of all lists."""
    queries = "".join(f"{_with_interval(measured[measure]):>18}" for measure in QUERY_MEASURES)
    shares = "".join(f"{lists[measure]:>13.3f}" for measure in ("collection@5", "coverage@10", "of queries"))
    return f"{name:<24}{queries}{shares}{lists['years']:>13.0f}{lists['repeats']:>13.4f}"


def multi_header() -> str:
    """Return the heading of the table for several liked films."""
    return f"{'3 to 5 liked films':<24}" + "".join(f"{name:>18}" for name in MULTI_MEASURES)


def multi_line(name: str, measured: Measured) -> str:
    """Return one system's line of the table for several liked films."""
    return f"{name:<24}" + "".join(f"{_with_interval(measured[measure]):>18}" for measure in MULTI_MEASURES)
