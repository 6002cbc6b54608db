"""The questions in forms for other programs, each read back: nothing is lost, and the same guide gives the same
bytes."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from browser_site import WITHOUT_WORKER, Watch, served
from conftest import ROOT
from lxml import etree
from playwright.sync_api import expect

from macros.data.store import Store
from macros.exports import quizfiles
from macros.exports.quizfiles import anki, gift, moodle, qti, scorm, table
from macros.exports.quizfiles.items import Item, items
from macros.reading.loading import load

WHEN = datetime(2026, 11, 27, tzinfo=UTC)
MOODLE = {
    "choose": "multichoice",
    "multiple": "multichoice",
    "typed": "shortanswer",
    "match": "matching",
    "order": "matching",
}


@pytest.fixture(scope="module", params=["small", "whole"])
def asked(request, questions):
    """The guide to sailing with a question of every type, and this guide."""
    return load(questions if request.param == "small" else ROOT)[0]


@pytest.fixture(scope="module")
def files(questions) -> dict[str, bytes]:
    """The files of the small guide, as its site has them."""
    return {path.name: path.read_bytes() for path in (questions / "site" / quizfiles.FOLDER).iterdir()}


def whys(item: Item) -> list[str]:
    return [part.why for part in (*item.choices, *item.parts)]


def test_a_site_holds_them_all_and_the_same_bytes_come_again(questions, files):
    guide = load(questions)[0]
    again = quizfiles.files(guide, questions / "site", datetime(2026, 11, 27, tzinfo=UTC), Store())
    assert set(files) == {anki.NAME, gift.NAME, moodle.NAME, qti.NAME, scorm.NAME, table.NAME} == set(again)
    assert {name for name in files if files[name] != again[name]} == set()


def test_what_a_form_cannot_say_is_told(questions):
    assert quizfiles.reports(load(questions)[0]) == [
        f"the turns of 'talk-on-deck' stand as questions of their own in {gift.NAME}, {moodle.NAME}, {qti.NAME}",
        f"1 questions of order are matched with places in {gift.NAME} and {moodle.NAME}",
    ]


def imported(collection: Collection, path: Path) -> tuple[int, int]:
    """How many notes an import added, and how many it updated."""
    options = ImportAnkiPackageOptions(merge_notetypes=True, update_notes=0, update_notetypes=0)
    log = collection.import_anki_package(ImportAnkiPackageRequest(package_path=str(path), options=options)).log
    return len(log.new), len(log.updated)


def test_anki_takes_a_note_for_each_question_and_updates_it_the_next_time(asked, tmp_path):
    listed = list(items(asked))
    first, second = tmp_path / "first.apkg", tmp_path / "second.apkg"
    first.write_bytes(anki.package(asked, WHEN))
    second.write_bytes(anki.package(asked, WHEN + timedelta(days=1)))
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        assert imported(collection, first) == (len(listed), 0)
        notes = {note["Id"]: note for note in map(collection.get_note, collection.find_notes(""))}
        assert set(notes) == {item.id for item in listed}
        for item in listed:
            told = etree.fromstring(f"<div>{notes[item.id]['Answer']}</div>").xpath("string()")
            question = etree.fromstring(f"<div>{notes[item.id]['Question']}</div>").xpath("string()")
            assert [why for why in (*whys(item), item.rule, item.taught) if why not in told] == []
            assert item.asked in question
            assert [
                choice.text for choice in item.choices if item.kind != "typed" and choice.text not in question
            ] == []
            assert set(notes[item.id].tags) == {*item.terms, f"level-{item.level}"}
        assert imported(collection, second) == (0, len(listed))
        assert len(collection.find_notes("")) == len(listed)
        assert len(collection.find_cards("")) == len(listed)
    finally:
        collection.close()


def unescaped(text: str) -> str:
    return re.sub(r"\\([~=#{}:\\])", r"\1", text)


def read_gift(text: str) -> Iterator[tuple[str, str, list[tuple[str, str, str]], str]]:
    """Each question of a GIFT file: its name, its text, its answers with mark and feedback, its general feedback."""
    for block in text.split("\n\n"):
        if block.startswith("$CATEGORY"):
            continue
        head, _, rest = block.strip().partition(" {\n")
        _, name, stem = re.match(r"(::)(.*?[^\\])::(?:\[plain\])(.*)", head, re.DOTALL).groups()
        *lines, last = rest.removesuffix("\n}").split("\n")
        answers = []
        for line in lines:
            mark, told = re.match(r"(=(?:%0%)?|~(?:%[-\d.]+%)?)(.*)", line).groups()
            answer, _, why = re.match(r"((?:\\.|[^#\\])*)(#?)(.*)", told).groups()
            answers.append((mark, unescaped(answer), unescaped(why)))
        assert last.startswith("####")
        yield unescaped(name), unescaped(stem), answers, unescaped(last[4:])


def test_gift_parses_back_to_the_same_key_and_reasons(asked):
    found = {name: rest for name, *rest in read_gift(gift.text(asked).decode())}
    listed = list(items(asked))
    assert list(found) == [item.id for item in listed]
    for item in listed:
        stem, answers, general = found[item.id]
        assert stem == item.asked
        assert general.endswith(f"{item.rule} ({item.taught})")
        if item.parts:
            assert [answer for _, answer, _ in answers] == [f"{part.left} -> {part.right}" for part in item.parts]
            assert [why for why in whys(item) if why not in general] == []
        elif item.kind == "typed":
            wanted = [(choice.right, form, choice.why) for choice in item.choices for form in choice.forms]
            assert [(mark == "=", answer, why) for mark, answer, why in answers] == wanted
        else:
            wanted = [(choice.right, choice.text, choice.why) for choice in item.choices]
            assert [(mark == "=" or bool(re.match("~%[0-9]", mark)), *rest) for mark, *rest in answers] == wanted


def test_moodle_xml_parses_back_to_the_same_key_and_reasons(asked):
    root = etree.fromstring(moodle.document(asked))
    found = {node.findtext("idnumber"): node for node in root if node.get("type") != "category"}
    listed = list(items(asked))
    assert list(found) == [item.id for item in listed]
    for item in listed:
        node = found[item.id]
        assert node.get("type") == MOODLE[item.kind]
        assert node.findtext("questiontext/text") == item.asked
        assert node.findtext("generalfeedback/text").endswith(f"{item.rule} ({item.taught})")
        answers = [
            (float(one.get("fraction")) > 0, one.findtext("text"), one.findtext("feedback/text"))
            for one in node.findall("answer")
        ]
        forms = [(one, text) for one in item.choices for text in (one.forms if item.kind == "typed" else (one.text,))]
        assert answers == [(one.right, text, one.why) for one, text in forms]
        if answers and item.kind != "typed":
            shares = [float(one.get("fraction")) for one in node.findall("answer")]
            assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.001)
        pairs = [(one.findtext("text"), one.findtext("answer/text")) for one in node.findall("subquestion")]
        assert pairs == [(part.left, part.right) for part in item.parts]


def test_the_table_has_a_line_for_each_choice(asked):
    lines = list(csv.DictReader(io.StringIO(table.rows(asked).decode("utf-8-sig"), newline="")))
    listed = list(items(asked))
    assert len(lines) == sum(len(item.choices) + len(item.parts) for item in listed)
    assert {line["why"].removeprefix("'") for line in lines} == {why for item in listed for why in whys(item)}


QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"


def test_qti_holds_every_key_and_reason(asked):
    archive = zipfile.ZipFile(io.BytesIO(qti.package(asked, WHEN)))
    manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    hrefs = [node.get("href") for node in manifest.iter("{*}resource")]
    listed = list(items(asked))
    assert hrefs == [f"items/{item.id}.xml" for item in listed]
    assert set(archive.namelist()) == {"imsmanifest.xml", *hrefs}
    grammar = etree.RelaxNG(etree.parse(ROOT / "tests" / "schemas" / "qti-item.rng"))
    for item in listed:
        root = etree.fromstring(archive.read(f"items/{item.id}.xml"))
        grammar.assertValid(root)
        told = " ".join(root.xpath("string()").split())
        assert [why for why in (*whys(item), item.rule, item.asked) if " ".join(why.split()) not in told] == []
        if (mapping := root.find(f"{QTI}responseDeclaration/{QTI}mapping")) is not None:
            worth = {entry.get("mapKey"): float(entry.get("mappedValue")) for entry in mapping}
            key = [node.text for node in root.iter(f"{QTI}value")][
                : len(item.parts) or sum(one.right for one in item.choices)
            ]
            best = worth[key[0]] if item.kind == "typed" else sum(worth.values()) if item.parts else None
            whole = best if best is not None else sum(value for value in worth.values() if value > 0)
            assert whole == pytest.approx(1, abs=1e-4), item.id
        right = [node.text for node in root.findall(f"{QTI}responseDeclaration/{QTI}correctResponse/{QTI}value")]
        if item.kind in ("choose", "multiple"):
            texts = {node.get("identifier"): node.text for node in root.iter(f"{QTI}simpleChoice")}
            assert [texts[name] for name in right] == [choice.text for choice in item.choices if choice.right]
            feedback = {
                node.get("identifier"): node.text
                for node in root.iter(f"{QTI}modalFeedback")
                if node.get("outcomeIdentifier") == "FEEDBACK"
            }
            assert list(feedback.values()) == [choice.why for choice in item.choices]
        elif item.kind == "typed":
            assert right == [next(choice.text for choice in item.choices if choice.right)]
        else:
            texts = {
                node.get("identifier"): node.text
                for node in root.iter(f"{QTI}simpleChoice", f"{QTI}simpleAssociableChoice")
            }
            pairs = [tuple(texts[one] for one in name.split()) for name in right]
            wanted = [(part.left, part.right) if item.kind == "match" else (part.left,) for part in item.parts]
            assert pairs == wanted


SCHEMAS = Path(sys.prefix) / "files" / "plct_bulder_for_sphinx" / "scorm-templates"
"""The schemas of SCORM 1.2 as IMS and ADL published them, from the package that `requirements-schemas.in` names."""
MANIFEST = """
<schema xmlns="http://www.w3.org/2001/XMLSchema">
  <import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
  <import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</schema>
"""


@pytest.mark.parametrize("source", ["questions", "built"])
def test_scorm_keeps_to_its_schemas(source, request):
    schema = etree.XMLSchema(etree.fromstring(MANIFEST, base_url=f"{SCHEMAS.as_uri()}/"))
    archive = request.getfixturevalue(source) / "site" / quizfiles.FOLDER / scorm.NAME
    manifest = etree.fromstring(zipfile.ZipFile(archive).read("imsmanifest.xml"))
    schema.assertValid(manifest)
    for item in manifest.iter("{*}item"):
        item.tag = item.tag.replace("item", "lesson")
    assert not schema.validate(manifest)


RUNTIME = """
window.told = [];
window.API = {};
for (const name of ["LMSInitialize", "LMSSetValue", "LMSCommit", "LMSFinish"]) {
  window.API[name] = (...given) => (window.told.push([name, ...given]), "true");
}
"""
"""What a learning platform offers a lesson, as SCORM 1.2 has it."""


@pytest.mark.browser
def test_scorm_runs_and_reports_its_score(files, tmp_path, browser):
    archive = zipfile.ZipFile(io.BytesIO(files[scorm.NAME]))
    manifest = etree.fromstring(archive.read("imsmanifest.xml"))
    listed = {node.get("href") for node in manifest.iter("{*}file")}
    assert listed == set(archive.namelist()) - {"imsmanifest.xml"}
    archive.extractall(tmp_path)
    with served(tmp_path) as address, browser.new_context() as context:
        page = context.new_page()
        page.add_init_script(WITHOUT_WORKER)
        page.add_init_script(RUNTIME)
        watch = Watch(address)
        watch.on(page)
        page.goto(f"{address}01-wind.html")
        total = page.locator("form.question").count()
        for _ in range(total):
            form = page.locator("form.question:not([hidden])")
            kind = form.get_attribute("data-kind")
            right = form.locator("[data-verdict=right]").first.get_attribute("data-value") if kind == "choose" else ""
            if kind == "choose":
                form.locator(f'input[value="{right}"]').check()
            elif kind in ("multiple", "turns"):
                form.locator(".option:visible input").last.check()
            elif kind == "match":
                for select in form.locator("select").all():
                    select.select_option(index=1)
            elif kind == "typed":
                form.locator("input").fill("no")
            form.locator(".check").click()
            form.locator(".next").click()
        expect(page.locator(".steps__end")).to_be_visible()
        told = page.evaluate("window.told")
        scores = page.evaluate("kit.events().map(event => event.s)")
    values = {name: value for kind, name, *value in told if kind == "LMSSetValue"}
    assert told[0] == ["LMSInitialize", ""]
    assert values["cmi.core.score.raw"] == [str(round(100 * sum(scores) / total + 1e-9))]
    assert values["cmi.core.lesson_status"] == ["completed"]
    results = [value[0] for name, value in values.items() if name.endswith(".result")]
    assert results == ["correct" if score == 1 else "wrong" for score in scores]
    assert watch.faults == []
