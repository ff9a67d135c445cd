"""``/consulta``: the page where a statement of SQL is written, and its answer is read, drawn and downloaded."""
