"""What can go wrong in a build.

IngestError
├── SourceError     a raw file is missing or broken
├── CheckError      the data break a rule, of sql/checks or of the header of a table
├── ShrinkError     too many films would be lost
├── AnswerError     a SQL file is wrong
├── PublishError    the warehouse cannot be written
├── RemoteError     a version of the warehouse cannot be kept elsewhere
│   └── PushError   the remote does not take it
└── UnforeseenError a fault of the build itself
"""

from pathlib import Path

_LONGEST_EXAMPLE = 60


class IngestError(Exception):
    """A build failed for a reason that its user can act on; the message is meant to be shown as it is."""


class SourceError(IngestError):
    """A raw file cannot be used.

    Args:
        path: The file.
        fault: What is wrong and what to do about it.
        record: The 0-based number of the record, the header not counted.
        column: The column.
    """

    def __init__(self, path: Path, fault: str, *, record: int | None = None, column: str | None = None) -> None:
        place = [str(path)]
        if record is not None:
            place.append(f"record {record}")
        if column is not None:
            place.append(f"column '{column}'")
        super().__init__(f"{', '.join(place)}: {fault}")
        self.path = path
        self.record = record
        self.column = column


class CheckError(IngestError):
    """Finished tables break a rule; the message shows the rule and the rows that break it."""


class ShrinkError(IngestError):
    """A build has far fewer films than the warehouse it would replace, so it looks like a fault of its source."""


class AnswerError(IngestError):
    """A file under ``sql/`` is wrong; the message says where and what."""


class PublishError(IngestError):
    """The finished warehouse cannot take its place, or its place is taken by something else."""


class RemoteError(IngestError):
    """There is nowhere to keep a version of the warehouse."""


class PushError(RemoteError):
    """The place to keep a version of the warehouse does not take it; the warehouse itself is in place."""


class UnforeseenError(IngestError):
    """The build met a fault that it does not know; the message says what and where, for a report."""


def shortened(text: str) -> str:
    """A text of a raw file as messages quote it."""
    return text if len(text) <= _LONGEST_EXAMPLE else f"{text[:_LONGEST_EXAMPLE]}…"
