"""The pages for visitors, in Spanish."""
