"""What reaches MkDocs where it is a process of its own: the environment variables by which it is told."""

EDITION = "GUIDE_EDITION"
"""Which edition plain MkDocs makes."""
SERVING = "GUIDE_SERVING"
"""By which MkDocs knows that somebody is looking on."""
