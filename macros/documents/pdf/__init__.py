"""The guide as one PDF: the rendered pages in reading order, the glossary, an answer key, sources and an index, set by
Typst. The pages become calls of functions, one for each kind of element; what these look like is written by hand in
templates/pdf/."""
