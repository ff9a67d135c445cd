"""From the arguments of a request to the bytes of its answer."""
