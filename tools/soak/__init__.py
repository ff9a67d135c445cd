"""A long run of mixed and hostile load while the warehouse is swapped."""
