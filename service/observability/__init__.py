"""Logs, metrics, and what is noted of each request."""
