"""A rehearsal of nodes over an object store: real parts on this machine, load, publishes, and what goes wrong meanwhile."""
