"""`guide` on the command line: its words, and the commands that are no build."""
