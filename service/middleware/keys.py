"""The keys of which a request must have one, where the service has any."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from hmac import compare_digest


class Keys:
    """Keys, of which only digests are held.

    Args:
        keys: The keys.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._digests = [_digest(key) for key in keys]

    def holder(self, fields: Mapping[str, str]) -> str | None:
        """What stands for the key of a request; none if it has none, or one that is not known.

        Args:
            fields: The header fields of the request.
        """
        # A key holds no comma; of a field that comes twice, as through a proxy that sends its own, the first one counts.
        given = fields.get("x-api-key", "").partition(",")[0]
        scheme, _, token = fields.get("authorization", "").partition(",")[0].partition(" ")
        if not given and scheme.lower() == "bearer":
            given = token.strip()
        digest = _digest(given)
        # All keys are compared, so that the time tells nothing of them.
        return digest.hex() if sum(compare_digest(digest, key) for key in self._digests) else None


def _digest(key: str) -> bytes:
    return sha256(key.encode("latin-1")).digest()
