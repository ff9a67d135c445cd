"""A repository that uses DVC as this project does, for tests that publish."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(PROJECT), "DVC_NO_ANALYTICS": "1", "GIT_CONFIG_GLOBAL": os.devnull}


def run(folder: Path, *command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder."""
    return subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)


def dvc(folder: Path, *arguments: str | Path) -> None:
    """Run a command of DVC that must succeed."""
    done = run(folder, Path(sys.executable).with_name("dvc"), *arguments)
    assert done.returncode == 0, done.stderr


def new_checkout(place: Path) -> Path:
    """Make a repository in a folder, with another folder beside it as its remote."""
    folder = place / "checkout"
    folder.mkdir()
    assert run(folder, "git", "init", "--quiet").returncode == 0
    shutil.copytree(PROJECT / ".dvc", folder / ".dvc", ignore=shutil.ignore_patterns("cache", "tmp", "config.local"))
    dvc(folder, "remote", "add", "--local", "--default", "store", place / "remote")
    return folder


def copied_checkout(place: Path, other: Path) -> Path:
    """Copy such a repository to another folder, with what is in its remote, if anything is."""
    shutil.copytree(place, other, symlinks=True, dirs_exist_ok=True)
    settings = other / "checkout" / ".dvc" / "config.local"
    settings.write_text(settings.read_text().replace(str(place), str(other)))
    return other / "checkout"
