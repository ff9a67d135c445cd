"""SQL from strangers: one statement that reads, checked and run in a process that can do nothing else.

A statement passes three barriers, the last of which also holds where the engine itself fails: its syntax tree may have only
what is known to be harmless (``guard``), DuckDB is opened so that it reads one file and nothing else, and the process can open
no file and no connection, start no process, and has limits of memory and time (both ``limits``).
"""
