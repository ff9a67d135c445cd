"""The analysis as files, for those without the service: ``python -m service.web.explore warehouse.duckdb folder``."""

import argparse
from pathlib import Path

import duckdb

import sql
from service.endpoints.endpoint import read_endpoints
from service.web.explore.chart import Chart, Drawing, asked, drawing
from service.web.explore.engine import png, script
from service.web.explore.outliers import outliers
from service.web.explore.sections import CHARTS, SECTIONS
from service.web.explore.theme import dressed, theme
from service.web.pages.macro_queries import MacroQueries
from service.web.pages.rendering import page

_WIDTH = 900

_STYLES = ("style.css", "explore.css")

_STATIC = Path(__file__).parents[1] / "static"


def write(warehouse: Path, folder: Path) -> list[Path]:
    """Write the page as one file that needs nothing else, and every chart as a picture.

    Args:
        warehouse: The DuckDB file.
        folder: Where the files go; it is made if it is not there.

    Returns:
        The files.

    Raises:
        duckdb.Error: The warehouse cannot be read, or was built from other SQL files.
    """
    folder.mkdir(parents=True, exist_ok=True)
    endpoints = {endpoint.name: endpoint for endpoint in read_endpoints(sql.ROOT)}
    with duckdb.connect(warehouse, read_only=True) as connection:
        queries = MacroQueries(connection, endpoints)
        drawings = {name: drawing(chart, asked(queries, chart)) for name, chart in CHARTS.items()}
        [build] = queries.rows("meta")
        html = page(
            "explore_file.html",
            root_path="",
            sections=SECTIONS,
            outliers=outliers(queries),
            build=build,
            drawings=drawings,
            themes={"light": theme("light"), "dark": theme("dark")},
            styles="\n".join((_STATIC / name).read_text(encoding="utf-8") for name in _STYLES),
            scripts=[_inline(script()), _inline((_STATIC / "explore.js").read_text(encoding="utf-8"))],
        ).content
    whole = folder / "explorar.html"
    whole.write_text(html, encoding="utf-8")
    return [whole, *(_picture(folder, CHARTS[name], drawn) for name, drawn in drawings.items() if drawn.spec)]


def _picture(folder: Path, chart: Chart, drawn: Drawing) -> Path:
    assert drawn.spec is not None  # noqa: S101 - only what is drawn has a picture
    path = folder / f"{chart.name}.png"
    path.write_bytes(png(dressed(drawn.spec, chart.title, "light", _WIDTH)))
    return path


def _inline(text: str) -> str:
    """A script as it may stand in a page: nothing in it ends the element that it stands in."""
    return text.replace("</script", r"<\/script").replace("<!--", r"<\!--")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m service.web.explore", description=__doc__)
    parser.add_argument("warehouse", type=Path, help="the DuckDB file")
    parser.add_argument("folder", type=Path, help="where the files go")
    options = parser.parse_args()
    written = write(options.warehouse, options.folder)
    print(f"{written[0]}: the whole analysis, to open in a browser; beside it {len(written) - 1} charts as PNG")
