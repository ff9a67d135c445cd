"""Offline evaluation of recommenders on MovieLens ratings: ``python -m tests.evaluation WAREHOUSE``."""
