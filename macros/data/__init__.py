"""Text that knows its place: the strict YAML reader, kinds of text, fields, days, problems, harmful markup."""
