"""The formats in which rows leave the service, and which of them a client wants."""
