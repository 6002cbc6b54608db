"""What pages are made with and of: templates, the macros they call, generated pages, links of terms, rendered pages."""
