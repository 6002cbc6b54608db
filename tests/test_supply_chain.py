"""What the guide rests on: workflows without a finding, locks that name no server, a bill of materials that lists every
package, and the licenses of all that is shipped."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from fontTools.ttLib import TTFont

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
TOOLS = Path(sys.executable).parent
WAIT_AT_LEAST = 7


def tool(*words: str, cwd: Path = ROOT) -> subprocess.CompletedProcess:
    return subprocess.run([str(TOOLS / words[0]), *words[1:]], cwd=cwd, capture_output=True, text=True)


def test_workflows_are_right_and_give_nothing_away():
    assert len(WORKFLOWS) >= 5
    done = tool("actionlint", *map(str, WORKFLOWS))
    assert (done.returncode, done.stdout) == (0, "")
    done = tool("zizmor", "--offline", "--quiet", "--strict-collection", ".")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("tool_name", "old", "new", "said"),
    [
        ("actionlint", "runs-on: ubuntu-24.04", "runs-on: ubuntu-24.04\n    needs: nobody", "nobody"),
        ("zizmor", "@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "@v6", "unpinned-uses"),
        ("zizmor", "run: make setup", "run: echo ${{ github.event.issue.title }}", "template-injection"),
    ],
)
def test_the_tools_see_a_faulty_workflow(tool_name, old, new, said, tmp_path):
    text = (ROOT / ".github" / "workflows" / "links.yml").read_text("utf-8")
    assert old in text
    broken = tmp_path / ".github" / "workflows" / "links.yml"
    broken.parent.mkdir(parents=True)
    broken.write_text(text.replace(old, new), "utf-8")
    words = ["--offline", "--quiet"] if tool_name == "zizmor" else []
    done = tool(tool_name, *words, str(broken), cwd=tmp_path)
    assert done.returncode != 0 and said in done.stdout, done.stdout + done.stderr


def test_actions_are_named_by_commit_and_do_no_more_than_they_say():
    for path in WORKFLOWS:
        flow = yaml.safe_load(path.read_text("utf-8"))
        assert flow["permissions"] == {}, path.name
        for job in flow["jobs"].values():
            for step in job.get("steps", ()):
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step.get("uses", "a@" + "0" * 40)), (path.name, step)
                if "actions/checkout" in step.get("uses", ""):
                    assert step["with"]["persist-credentials"] is False, path.name


def test_updates_wait():
    updates = yaml.safe_load((ROOT / ".github" / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {item["package-ecosystem"] for item in updates} == {"pip", "npm", "github-actions"}
    for item in updates:
        assert item["cooldown"]["default-days"] >= WAIT_AT_LEAST
        folder = ROOT / item["directory"].strip("/")
        kinds = {"pip": "requirements.txt", "npm": "package-lock.json", "github-actions": ".github/workflows"}
        assert (folder / kinds[item["package-ecosystem"]]).exists()
    kept = {item["directory"] for item in updates if item["package-ecosystem"] == "npm"}
    assert kept == {"/tests/js", "/tests/bench/search"}


def test_locks_name_no_server():
    packages = [path for path in ROOT.glob("tests/**/package-lock.json") if "node_modules" not in path.parts]
    assert len(packages) == 2
    locks = [*ROOT.glob("requirements*.txt"), *packages]
    for lock in locks:
        text = lock.read_text("utf-8")
        assert not re.search(r"https?://(?!.*\bfunding\b)", text), lock.name
    for lock in ROOT.glob("requirements*.txt"):
        pins = re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)
        blocks = re.split(r"^(?=[\w.-]+==)", lock.read_text("utf-8"), flags=re.MULTILINE)[1:]
        assert len(pins) == len(blocks) and all("--hash=sha256:" in block for block in blocks), lock.name


def test_a_release_lists_all_that_a_build_rests_on(tmp_path):
    target = tmp_path / "sbom.json"
    words = re.search(r"cyclonedx-py (.*?) -o dist/sbom", (ROOT / "Makefile").read_text("utf-8"), re.DOTALL)[1]
    done = tool("cyclonedx-py", *words.replace("\\", " ").split(), "-o", str(target))
    assert done.returncode == 0, done.stderr
    bill = json.loads(target.read_text("utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    listed = {(part["name"], part["version"]) for part in bill["components"]}
    locked = re.findall(r"^([\w.-]+)==([^ \\]+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    assert listed == set(locked) and len(locked) > 30
    assert all(part["externalReferences"][0]["hashes"] for part in bill["components"])
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert bill["metadata"]["component"]["name"] == project["name"]


def test_a_release_is_signed():
    flow = yaml.safe_load((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
    job = flow["jobs"]["release"]
    assert job["permissions"] == {"contents": "write", "id-token": "write", "attestations": "write"}
    steps = job["steps"]
    signing = [number for number, step in enumerate(steps) if step.get("uses", "").startswith("actions/attest@")]
    publishing = next(number for number, step in enumerate(steps) if "gh release create" in step.get("run", ""))
    making = next(number for number, step in enumerate(steps) if "make bundle" in step.get("run", ""))
    assert len(signing) == 2 and making < min(signing) and max(signing) < publishing
    assert all(steps[number]["with"]["subject-path"] == "dist/*.zip" for number in signing)
    assert steps[signing[1]]["with"]["sbom-path"] == "dist/sbom.cdx.json"
    assert "dist/sbom.cdx.json" in steps[publishing]["run"]
    assert "gh attestation verify" in (ROOT / "SECURITY.md").read_text("utf-8")


def test_licenses_of_all_that_is_shipped_are_listed(site):
    said = (site / "licenses.html").read_text("utf-8")
    parts = set()
    for path in site.glob("assets/**/*.map"):
        sources = json.loads(path.read_text("utf-8"))["sources"]
        parts |= {found[1] for name in sources if (found := re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", name))}
    assert {"lunr", "rxjs"} <= parts
    assert [name for name in sorted(parts) if f"<td>{name}</td>" not in said] == []
    # A folder of scripts or styles that is not listed here is somebody's work that the page may not know.
    folders = {path.relative_to(site / "assets").as_posix() for path in (site / "assets").rglob("*") if path.is_dir()}
    own = {"css", "js", "figures", "fonts", "images"}
    assert folders - own == {
        "javascripts",
        "javascripts/lunr",
        "javascripts/lunr/min",
        "javascripts/workers",
        "stylesheets",
    }
    families = set()
    for path in (site / "assets" / "fonts").iterdir():
        names = {record.nameID: str(record) for record in TTFont(path)["name"].names}
        assert "SIL Open Font License" in names[13] and "Adobe" in names[0], path.name
        families.add(names[1])
    assert families == {"Guide Serif", "Guide Sans"}
    assert [family for family in families if family not in said] == []
    assert "<td>Source Serif</td>" in said and "<td>Source Sans</td>" in said
