"""What scripts in the browser read: the lookup, the question bank, paths, the offline worker, search, letters."""
