"""`python -m macros` is `guide`."""

import sys

from .cli import main

sys.exit(main())
