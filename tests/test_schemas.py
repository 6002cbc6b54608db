"""The schemas that editors use agree with the loader."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml
from conftest import ROOT

from macros.commands import schemas

FILES = {
    "glossary.yml": "glossary",
    "docs/okta/mapping.yml": "mapping",
    "docs/facts.yml": "facts",
    "docs/sources.yml": "sources",
    "docs/misconceptions.yml": "misconceptions",
    "docs/spoken.yml": "spoken",
    **{path.relative_to(ROOT).as_posix(): "quiz" for path in sorted((ROOT / "docs").rglob("*.quiz.yml"))},
}


class Core(yaml.SafeLoader):
    """YAML 1.2's core schema, which editors use: dates and `yes` are text, numbers are numbers."""


Core.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in ("int", "float", "null")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize("file", FILES)
def test_every_data_file_is_valid_for_an_editor(file):
    data = yaml.load((ROOT / file).read_text("utf-8"), Loader=Core)
    schema = schemas.schema(schemas.FILES[FILES[file]])
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)] == []


@pytest.mark.parametrize("file", FILES)
def test_every_data_file_names_its_schema(file, tmp_path):
    first = (ROOT / file).read_text("utf-8").splitlines()[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named, first
    written = {path.relative_to(tmp_path) for path in schemas.write(tmp_path)}
    target = (ROOT / file).parent.joinpath(named.group(1)).resolve().relative_to(ROOT)
    assert target in written
    assert target.stem == FILES[file]


def test_written_schemas_are_the_model(tmp_path):
    for path in schemas.write(tmp_path):
        assert json.loads(path.read_text("utf-8")) == schemas.schema(schemas.FILES[path.stem])
