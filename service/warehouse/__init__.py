"""The warehouse file: opened, watched, exchanged, and asked."""
