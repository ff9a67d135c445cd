"""What the service itself is made of: an answer is good for as long as this and the data are the same."""

import zlib
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

_SERVICE = Path(__file__).parents[1]

_WRITERS = ("altair", "brotli", "duckdb", "jinja2", "litestar", "msgspec", "pyarrow", "vl-convert-python")
"""The libraries that write answers, which may write the same answer in other bytes in another version."""


def fingerprint(folder: Path) -> str:
    """A short SHA-256, in hex, over the names and the content of all files in a folder, but for what Python has compiled."""
    digest = sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


CODE_FINGERPRINT = " ".join((fingerprint(_SERVICE), zlib.ZLIB_RUNTIME_VERSION, *(version(library) for library in _WRITERS)))
"""The fingerprint of code, templates, style sheets and scripts, and the versions of the libraries that write answers."""
