"""The library that asks object stores, which is installed only where one is asked."""

from importlib.util import find_spec


def how_to_install() -> str | None:
    """What to do so that object stores can be asked; None if they can."""
    if find_spec("obstore") is not None:
        return None
    return (
        "Object stores need a library that is not installed; install it with "
        "'pip install --require-hashes -r requirements-cluster.lock'"
    )
