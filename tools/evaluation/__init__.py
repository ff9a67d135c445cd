"""Offline evaluation of recommenders on MovieLens ratings: ``python -m tools.evaluation WAREHOUSE``."""
