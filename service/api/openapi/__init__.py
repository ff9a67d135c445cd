"""What the service answers, as an OpenAPI document."""
