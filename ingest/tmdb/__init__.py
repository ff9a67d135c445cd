"""The live TMDB as a source of raw files: dated drops in the layout of The Movies Dataset, and what that lacks."""
