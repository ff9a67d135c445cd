"""What can go wrong with TMDB.

IngestError
└── TmdbError          what TMDB says cannot be used, or there is no answer
    ├── TokenError     it does not know the token
    └── TransientError what may be gone when it is asked again
"""

from ingest.errors import IngestError


class TmdbError(IngestError):
    """TMDB does not give what is asked for; the message is meant to be shown as it is."""


class TokenError(TmdbError):
    """There is no token, or TMDB refuses it."""


class TransientError(TmdbError):
    """An answer is missing or broken for a reason that may pass.

    Args:
        fault: What is wrong.
        wait: How many seconds the server asks to wait, if it says so.
    """

    def __init__(self, fault: str, wait: float | None = None) -> None:
        super().__init__(fault)
        self.wait = wait
