"""What a build tells MkDocs, a process of its own: the environment variables by which it does."""

RENDERED = "GUIDE_RENDERED"
"""The environment variable that names the file in which a build wants its rendered pages."""
EDITION = "GUIDE_EDITION"
"""The environment variable by which a build tells MkDocs, a process of its own, which edition it makes."""
SERVING = "GUIDE_SERVING"
"""The environment variable by which MkDocs, a process of its own, knows that somebody is looking on."""
