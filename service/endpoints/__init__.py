"""What a SQL file says of its endpoint, and what a request may ask of it."""
