"""Snapshots of the warehouse in an object store: what those who publish them and the nodes that answer from them agree on."""
