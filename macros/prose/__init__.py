"""Hand-written pages: their sections, macro calls and front matter, how they read, and what each edition leaves out."""
