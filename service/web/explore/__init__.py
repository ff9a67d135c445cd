"""The exploratory analysis of the catalogue: charts as pure functions of rows, their page, and the same as files."""
