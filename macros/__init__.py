"""The guide's engine. mkdocs-macros calls `define_env`, which wires names to functions and does nothing else."""

from collections.abc import Callable
from pathlib import Path
from typing import Any


def define_env(env: Any) -> None:
    """Offer pages the macros of `calls.SIGNATURES`. Problems in the data are reported by hooks.py."""
    from .prose.calls import SIGNATURES
    from .publishing.site import running

    root = Path(env.conf.config_file_path).parent

    def macro(name: str) -> Callable[..., str]:
        def call(*arguments: str) -> str:
            return running(root).called(name, env.page.file.src_uri, arguments)

        return call

    for name in SIGNATURES:
        env.macro(macro(name), name)
