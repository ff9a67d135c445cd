"""Old snapshots of an object store: removed, but for the newest and for those that a pointer names."""

from service.cluster.pointer import is_pointer, is_snapshot, read_pointer
from service.cluster.store import ObjectStore


def prune(store: ObjectStore, keep: int) -> list[str]:
    """Remove old snapshots.

    Args:
        store: The store.
        keep: How many of the newest stay, whether a pointer names them or not.

    Returns:
        The keys that were removed.

    Raises:
        PointerError: A pointer cannot be read, so that it is not known what it names; nothing was removed.
        StoreError: The store did not do what it was asked for.
    """
    listed = store.list()
    snapshots = sorted(
        (found for found in listed if is_snapshot(found.key)), key=lambda found: (found.modified, found.key), reverse=True
    )
    # After the list, so that what was named meanwhile is seen.
    pointers = {name: store.read(name) for name in (found.key for found in listed) if is_pointer(name)}
    named = {read_pointer(name, seen.content).key for name, seen in pointers.items() if seen}
    removed = [found.key for found in snapshots[keep:] if found.key not in named]
    for key in removed:
        store.delete(key)
    return removed
