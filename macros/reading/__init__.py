"""Files to the guide in memory: the loader, `mkdocs.yml`, the lock, drawings, and that no page goes past it."""
