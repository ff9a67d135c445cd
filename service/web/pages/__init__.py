"""Pages for people: HTML in Spanish, made from the answers of the same macros that the endpoints serve."""
