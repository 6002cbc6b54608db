"""What docs/engineering/exit.md says is so: no page needs MkDocs to become what it is."""

from __future__ import annotations

import pytest
from without_mkdocs import without_mkdocs

pytestmark = pytest.mark.everything


def test_every_page_and_output_is_made_without_mkdocs(built, guide, tmp_path):
    found = without_mkdocs(built, tmp_path)
    assert (found.same_words, found.apart) == ([], [])
    assert len(found.alike) >= len(guide.pages) + len(guide.terms)
    assert all(found.outputs.values()), found.outputs
