"""The build: raw CSV files in, one checked DuckDB warehouse out."""
