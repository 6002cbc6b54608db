"""What people print or carry: the PDF (`pdf/`), the EPUB (`epub/`) and the one-page cards (`cards/`), by Typst."""
