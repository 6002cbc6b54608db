"""`guide`, which is also `python -m macros`: the command line, or one line on what is not installed."""

import sys


def run() -> int:
    """Run the command line; its exit code. After an update a package may be missing: then say how to get it."""
    try:
        from .commands.cli import main
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] == __package__:
            raise
        print(f"guide: the package '{missing.name}' is not installed; run: make setup", file=sys.stderr)
        return 70
    return main()


if __name__ == "__main__":
    sys.exit(run())
