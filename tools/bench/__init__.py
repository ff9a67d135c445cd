"""Measurements, to be run by hand on real data; they assert nothing."""
