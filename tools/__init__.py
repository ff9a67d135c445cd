"""Programs that are neither the product nor its tests."""
