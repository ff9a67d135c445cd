"""The content coding that a client wants (RFC 9110, section 12.5.3)."""

_CODINGS = ("br", "gzip")
"""The codings that the service can make, the best first."""

IDENTITY = "identity"


def accepted_encoding(header: str | None) -> str:
    """The best coding that a header ``Accept-Encoding`` takes; ``identity`` if it takes none that there is."""
    if not header:
        return IDENTITY
    qualities = dict(_coding(part) for part in header.lower().split(","))
    qualities = {coding: qualities.get(coding, qualities.get("*", 0.0)) for coding in _CODINGS}
    best = max(_CODINGS, key=lambda coding: qualities[coding])
    return best if qualities[best] > 0 else IDENTITY


def _coding(part: str) -> tuple[str, float]:
    name, _, parameter = part.partition(";")
    try:
        return name.strip(), float(parameter.strip().removeprefix("q=")) if parameter else 1.0
    except ValueError:
        return name.strip(), 0.0
