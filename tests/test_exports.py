"""The guide in forms that other programs read, each read back by a program that knows the form."""

from __future__ import annotations

import copy
import csv
import gzip
import io
import json
import re
import subprocess
import sys
import zipfile
import zlib
from functools import cache
from pathlib import Path

import jinja2
import jsonschema
import pytest
import rdflib
import yaml
from conftest import ROOT, SAILING, copy_project, run
from jsonschema import Draft202012Validator
from leaks import leaks, letters
from lxml import etree
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, OWL, RDF, SKOS

from macros import exports
from macros.exports import feed, inventory, opensearch, skos, snippets, table
from macros.guide.addresses import html_path
from macros.guide.history import history
from macros.guide.texts import expand, plain
from macros.reading.loading import load

HOME = "https://example.github.io/ai-field-guide/"
SUMMARY = (
    "Holds: Both are there before the driver is. Breaks: A road does not turn while one drives on it, and no driver"
    " goes uphill faster than down."
)
AT_SEA = "https://sailing.example.org/"
SCHEMAS = Path(__file__).parent / "schemas"
ATOM = {"a": "http://www.w3.org/2005/Atom", "x": "http://www.w3.org/1999/xhtml"}
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


# rdflib's own reader of JSON-LD uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


@pytest.fixture(scope="module", params=["full", "public"])
def edition(request) -> Path:
    """The site of each edition in turn."""
    name, folder = {"full": ("built", "site"), "public": ("built_public", "site-public")}[request.param]
    return request.getfixturevalue(name) / folder


@pytest.fixture(scope="module")
def at_sea(tmp_path_factory) -> Path:
    """The guide to sailing with a history, retired ids and awkward texts, and its site."""
    root = copy_project(SAILING, tmp_path_factory.mktemp("sea") / "guide")
    glossary, lock, rows = root / "glossary.yml", root / "glossary.ids.lock", root / "docs" / "cars" / "likeness.yml"
    text = glossary.read_text("utf-8")
    text = text.replace("      - how hard is it blowing\n", '      - "=SUM(A1)"\n      - "\'how \\"hard\\", is it"\n')
    text = text.replace(
        "    synonyms:\n      - wind aboard\n", "    synonyms:\n      - wind aboard\n      - Class J 12 m\n"
    )
    text = text.replace("    abbreviation: AW\n", "    abbreviation: AW\n    broader:\n      - true-wind\n")
    text += "    changes:\n      - on: 2026-02-03\n        what: It says <now> that a stopped boat & crew drift.\n"
    text = text.replace("<now>", "now")
    text += "\nretired:\n  - id: wind-ashore\n    to: true-wind\n    on: 2026-02-01\n"
    glossary.write_text(text, "utf-8")
    lines = lock.read_text("utf-8").replace("term rudder\n", "term rudder since 2025-12-24\n")
    lock.write_text(lines + "term wind-ashore\nrow wind-and-rail\n", "utf-8")
    retired = "\nretired:\n  - id: wind-and-rail\n    to: wind-and-road\n    on: 2026-02-01\n"
    rows.write_text(rows.read_text("utf-8") + retired, "utf-8")
    done = run(root, "macros", "build")
    assert done.returncode == 0, done.stderr
    return root


def told(guide, text: str) -> str:
    return expand(" ".join(text.split()), lambda identity: guide.facts[identity].value)


# JSON


def read_json(path: Path):
    return json.loads(path.read_text("utf-8"))


def faults(site: Path, name: str) -> list[str]:
    """What the schema that a document names has against it."""
    document = read_json(site / name)
    held = validator(((site / name).parent / document["$schema"]).resolve())
    return [f"{fault.json_path}: {fault.message}" for fault in held.iter_errors(document)]


@cache
def validator(path: Path) -> Draft202012Validator:
    """What holds documents to a schema, which is one itself."""
    schema = read_json(path)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_json_is_valid_by_the_schema_it_names(edition, at_sea, guide):
    assert faults(edition, "terms.json") == []
    assert [fault for term in guide.terms for fault in faults(edition, f"terms/{term}.json")] == []
    assert faults(at_sea / "site", "terms.json") == []
    assert read_json(edition / "schema" / "terms-1.json")["$id"] == f"{HOME}schema/terms-1.json"


def test_json_holds_every_term_in_full(site, guide):
    document = read_json(site / "terms.json")
    assert [term["id"] for term in document["terms"]] == list(guide.terms)
    assert [area["id"] for area in document["areas"]] == list(guide.areas)
    assert {name: document[name] for name in ("version", "edition", "base", "share_base", "updated")} == {
        "version": "1",
        "edition": "full",
        "base": HOME,
        "share_base": HOME,
        "updated": history(guide)[0].on,
    }
    for shown, term in zip(document["terms"], guide.glossary.terms, strict=True):
        assert shown["coaching"] == {
            "ask": told(guide, term.card.ask),
            "avoid": told(guide, term.card.avoid),
            "instead": told(guide, term.card.instead),
            **(
                {"deprecated": [{"form": form.form, "say": told(guide, form.say)} for form in term.deprecated]}
                if term.deprecated
                else {}
            ),
        }
        assert (site / shown["page"]).is_file()
        assert (site / shown["share"] / "index.html").is_file()
        assert all((site / row["share"] / "index.html").is_file() for row in shown.get("mapping", []))


def test_a_term_of_its_own_is_the_same_term(site):
    document = read_json(site / "terms.json")
    for term in document["terms"]:
        one = read_json(site / "terms" / f"{term['id']}.json")
        assert one["terms"] == [term]
        assert [area["id"] for area in one["areas"]] == [term["area"]]


def test_one_term_at_sea(at_sea):
    assert read_json(at_sea / "site" / "terms" / "true-wind.json") == {
        "$schema": "../schema/terms-1.json",
        "version": "1",
        "title": "Sailing for drivers",
        "base": AT_SEA,
        "share_base": AT_SEA,
        "edition": "full",
        "updated": "2026-02-03",
        "areas": [{"id": "wind", "name": "Wind and sails", "description": "How a boat takes force from moving air."}],
        "terms": [
            {
                "id": "true-wind",
                "preferred": "true wind",
                "forms": ["true winds"],
                "heard_as": ["=SUM(A1)", '\'how "hard", is it'],
                "area": "wind",
                "definition": "The motion of the air as felt by somebody who stands still.",
                "mechanism": "Air flows from high pressure to low. A fixed mast measures its speed and direction.",
                "misconception": {
                    "belief": "The flag on a moving boat shows it.",
                    "correction": "The flag shows the apparent wind, which the boat's own motion bends.",
                },
                "say": "Ask a fixed station, not the flag on deck.",
                "narrower": ["apparent-wind"],
                "related": [
                    {
                        "term": "apparent-wind",
                        "relation": "contrast",
                        "note": "It is measured standing still; the other is measured aboard.",
                    },
                    {"term": "rudder", "relation": "see-also"},
                ],
                "mapping": [
                    {
                        "id": "wind-and-road",
                        "concept": "True wind",
                        "counterpart": "The gradient of the road",
                        "holds": "Both are there before the driver is.",
                        "breaks": "A road does not turn while one drives on it,"
                        " and no driver goes uphill faster than down.",
                        "share": "m/wind-and-road/",
                    }
                ],
                "sources": [
                    {
                        "title": "The Almanac",
                        "publisher": "Harbor Office",
                        "url": "https://harbor.example.org/almanac",
                        "checked": "2026-01-05",
                        "how": "read",
                    }
                ],
                "page": "terms/true-wind.html",
                "share": "g/true-wind/",
                "reviewed": "2026-01-05",
                "coaching": {
                    "ask": "Was that measured ashore or aboard?",
                    "avoid": "The flag never lies.",
                    "instead": "The flag tells what the sails feel.",
                },
            }
        ],
        "retired": [{"id": "wind-ashore", "to": "true-wind", "on": "2026-02-01"}],
    }


def test_the_schema_knows_both_editions(built_public, site):
    assert all("coaching" not in term for term in read_json(built_public / "site-public" / "terms.json")["terms"])
    schema = Draft202012Validator(read_json(site / "schema" / "terms-1.json"))
    document = read_json(site / "terms.json")
    claimed = copy.deepcopy(document) | {"edition": "public"}
    assert schema.is_valid(document)
    assert not schema.is_valid(claimed)
    assert not schema.is_valid(document | {"version": "2"})


# CSV


def read_table(path: Path) -> list[list[str]]:
    """The cells of a table, as a program that knows about the apostrophe reads them."""
    rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True))
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def test_excel_is_told_that_the_table_is_utf_8(edition):
    assert (edition / "terms.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_the_table_comes_back_cell_for_cell(edition, at_sea, guide):
    assert read_table(edition / "terms.csv") == [list(table.COLUMNS), *table.rows(guide)]
    assert read_table(at_sea / "site" / "terms.csv") == [list(table.COLUMNS), *table.rows(load(at_sea)[0])]


def test_a_line_of_the_table_at_sea(at_sea):
    lines = (at_sea / "site" / "terms.csv").read_bytes().split(b"\r\n")
    assert lines[1].decode("utf-8") == (
        'true-wind,true wind,,,,"\'=SUM(A1) | \'how ""hard"", is it",Wind and sails,'
        "The motion of the air as felt by somebody who stands still.,"
        "Air flows from high pressure to low. A fixed mast measures its speed and direction.,"
        'The flag on a moving boat shows it.,"The flag shows the apparent wind, which the boat\'s own motion bends.",'
        '"Ask a fixed station, not the flag on deck.",,contrast apparent-wind | see-also rudder,'
        "https://sailing.example.org/g/true-wind/,,2026-01-05"
    )
    assert lines[-1] == b""
    assert not any(b"\n" in line for line in lines)


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'quoted'", "''", "plain", "a=b", ""])
def test_no_cell_begins_a_formula_and_none_is_lost(cell):
    assert not table.safe(cell).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert table.safe(cell).removeprefix("'") == cell


# SKOS


@pytest.fixture(scope="module")
def graphs(site) -> tuple[rdflib.Graph, rdflib.Graph]:
    turtle = rdflib.Graph().parse(site / "terms.ttl", format="turtle")
    return turtle, rdflib.Graph().parse(site / "terms.jsonld", format="json-ld")


def test_both_syntaxes_tell_the_same_of_every_term(graphs, guide):
    turtle, linked = graphs
    concepts = {rdflib.URIRef(f"{HOME}g/{term}/") for term in guide.terms}
    assert set(turtle.subjects(RDF.type, SKOS.Concept)) == concepts
    assert set(linked.subjects(RDF.type, SKOS.Concept)) == concepts
    assert len(turtle) == len(linked) > 3000
    assert isomorphic(turtle, linked)


def test_the_scheme_keeps_the_rules_of_skos(graphs, guide):
    graph = graphs[0]
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        names = [set(graph.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
        assert len(names[0]) == 1  # S14
        assert names[0] & names[1] == names[0] & names[2] == names[1] & names[2] == set()  # S13
        above = set(graph.transitive_objects(concept, SKOS.broader)) - {concept}
        assert above & set(graph.objects(concept, SKOS.related)) == set()  # S27
        for kind, inverse in ((SKOS.broader, SKOS.narrower), (SKOS.related, SKOS.related)):
            assert all((other, inverse, concept) in graph for other in graph.objects(concept, kind))
        assert len(list(graph.subjects(SKOS.member, concept))) == 1
        assert (concept, SKOS.topConceptOf, None) in graph or (concept, SKOS.broader, None) in graph
    assert len(list(graph.subjects(RDF.type, SKOS.Collection))) == len(guide.areas)
    assert len(list(graph.subjects(RDF.type, SKOS.ConceptScheme))) == 1


def test_concepts_at_sea(at_sea):
    graph = rdflib.Graph().parse(at_sea / "site" / "terms.ttl", format="turtle")
    assert isomorphic(graph, rdflib.Graph().parse(at_sea / "site" / "terms.jsonld", format="json-ld"))
    own = rdflib.Namespace(f"{AT_SEA}terms.ttl#")
    true, apparent, rudder, ashore = (
        rdflib.URIRef(f"{AT_SEA}g/{term}/") for term in ("true-wind", "apparent-wind", "rudder", "wind-ashore")
    )

    def words(text: str) -> rdflib.Literal:
        return rdflib.Literal(text, lang="en")

    assert set(graph.predicate_objects(apparent)) == {
        (RDF.type, SKOS.Concept),
        (DCTERMS.identifier, rdflib.Literal("apparent-wind")),
        (SKOS.prefLabel, words("apparent wind")),
        (SKOS.altLabel, words("AW")),
        (SKOS.altLabel, words("wind aboard")),
        (SKOS.altLabel, words("Class J 12 m")),
        (SKOS.hiddenLabel, words("relative breeze")),
        (SKOS.hiddenLabel, words("the wind in my face")),
        (SKOS.definition, words("The flow of air that a moving crew feels.")),
        (
            SKOS.note,
            words(
                "The boat's own motion adds a headwind. The two flows add like arrows. At 6 knots the effect is plain."
            ),
        ),
        (SKOS.scopeNote, words("true wind: It is measured aboard; the other is measured standing still.")),
        (SKOS.inScheme, own.scheme),
        (SKOS.broader, true),
        (own.contrast, true),
        (DCTERMS.source, rdflib.URIRef("https://harbor.example.org/almanac")),
    }
    assert (true, SKOS.related, rudder) in graph
    assert set(graph.predicate_objects(ashore)) == {
        (DCTERMS.identifier, rdflib.Literal("wind-ashore")),
        (DCTERMS.modified, rdflib.Literal("2026-02-01", datatype=rdflib.XSD.date)),
        (OWL.deprecated, rdflib.Literal(True)),
        (DCTERMS.isReplacedBy, true),
    }


# Sphinx


def entries(data: bytes) -> list[str]:
    """The lines of an inventory."""
    head, _, packed = data.partition(b"using zlib.\n")
    assert head.decode().splitlines()[0] == "# Sphinx inventory version 2"
    return zlib.decompress(packed).decode().splitlines()


def test_a_sphinx_project_links_every_term_by_each_of_its_names(site, guide, tmp_path):
    terms = guide.glossary.terms
    wanted = [(f":external+guide:ref:`{term.id}`", term.preferred, f"{HOME}g/{term.id}/") for term in terms]
    for term in terms:
        for name in filter(None, (term.preferred, term.abbreviation, *term.synonyms)):
            # A line of an inventory cannot hold a name with a number after two words: "a list of the top 10".
            if not re.search(r"\S\s+\S+\s+-?\d+(\s|$)", name):
                wanted.append((f":external+guide:term:`{name}`", name, f"{HOME}g/{term.id}/"))
    wanted += [(f":external+guide:ref:`row-{row.id}`", row.concept, f"{HOME}m/{row.id}/") for row in guide.mapping.rows]
    (tmp_path / "conf.py").write_text(
        "extensions = ['sphinx.ext.intersphinx']\n"
        f"intersphinx_mapping = {{'guide': ({HOME!r}, {str(site / 'objects.inv')!r})}}\n",
        "utf-8",
    )
    body = "\n".join(f"- {role}" for role, _, _ in wanted)
    (tmp_path / "index.rst").write_text(f"Notes\n=====\n\n:term:`RAG`\n\n{body}\n", "utf-8")
    words = [sys.executable, "-m", "sphinx", "-b", "html", "-n", "-W", "--keep-going", "-q", ".", "out"]
    done = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    page = etree.HTML((tmp_path / "out" / "index.html").read_text("utf-8"))
    found = [(link.get("href"), "".join(link.itertext())) for link in page.xpath("//a[contains(@class, 'external')]")]
    assert found == [(f"{HOME}g/rag/", "RAG"), *((address, name) for _, name, address in wanted)]


def test_the_inventory_at_sea(at_sea, caplog):
    data = (at_sea / "site" / "objects.inv").read_bytes()
    assert data.startswith(b"# Sphinx inventory version 2\n# Project: Sailing for drivers\n# Version: 2026-02-03\n")
    assert entries(data) == [
        "true-wind std:label -1 g/true-wind/ true wind",
        "apparent-wind std:label -1 g/apparent-wind/ apparent wind",
        "rudder std:label -1 g/rudder/ rudder",
        "row-wind-and-road std:label -1 m/wind-and-road/ True wind",
        "true wind std:term -1 g/true-wind/ -",
        "apparent wind std:term -1 g/apparent-wind/ -",
        "rudder std:term -1 g/rudder/ -",
        "AW std:term -1 g/apparent-wind/ -",
        "wind aboard std:term -1 g/apparent-wind/ -",
        # "Class J 12 m" is missing: Sphinx would take "12" for a priority.
    ]


def test_no_two_names_of_the_inventory_are_alike(guide):
    names = [line.rpartition(" std:")[0].casefold() for line in inventory.lines(guide) if " std:term " in line]
    assert len(names) == len(set(names))


# Atom


def test_the_feed_is_valid_and_tells_the_history(edition, guide):
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    feed = etree.parse(edition / "changes.atom")
    assert (grammar.validate(feed), list(grammar.error_log)) == (True, [])
    days = history(guide)
    assert feed.xpath("/a:feed/a:entry/a:updated/text()", namespaces=ATOM) == [f"{day.on}T00:00:00Z" for day in days]
    assert feed.xpath("count(/a:feed/a:author)", namespaces=ATOM) == 1
    ids = feed.xpath("//a:id/text()", namespaces=ATOM)
    assert len(ids) == len(set(ids)) == len(days) + 1
    links = feed.xpath("//x:a/@href", namespaces=ATOM)
    told_of = [
        term
        for day in days
        for term in (
            *(term.id for term in day.added),
            *(term.id for term, _ in day.changed),
            *(entry.to for entry in day.retired),
        )
    ]
    assert links == [f"{HOME}g/{term}/" for term in told_of]
    assert feed.xpath("/a:feed/a:link[@rel='self']/@href", namespaces=ATOM) == [f"{HOME}changes.atom"]
    for address in feed.xpath("//a:link[@rel='alternate']/@href", namespaces=ATOM):
        path, _, anchor = address.removeprefix(HOME).partition("#")
        page = (edition / path).read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in page


def test_the_grammar_of_the_feed_finds_faults():
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    whole = "<id>tag:a,2026:b</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>"
    cases = {
        whole: True,
        whole.replace("T00:00:00Z", ""): False,
        whole.replace("<title>t</title>", ""): False,
        whole + "<author/>": False,
        whole + '<link rel="self"/>': False,
    }
    texts = {case: f'<feed xmlns="http://www.w3.org/2005/Atom">{case}</feed>' for case in cases}
    assert {case: grammar.validate(etree.fromstring(text)) for case, text in texts.items()} == cases


def test_the_feed_at_sea(at_sea):
    feed = etree.parse(at_sea / "site" / "changes.atom")
    grammar = etree.RelaxNG(etree.parse(SCHEMAS / "atom.rng"))
    assert grammar.validate(feed), grammar.error_log
    shown = [
        (
            entry.findtext("a:id", namespaces=ATOM),
            entry.findtext("a:title", namespaces=ATOM),
            " ".join("".join(entry.find("a:content", ATOM).itertext()).split()),
        )
        for entry in feed.iterfind("a:entry", ATOM)
    ]
    assert shown == [
        (
            "tag:sailing.example.org,2026-02-03:/changes",
            "February 3, 2026: changed 1",
            "Changed: rudder: It says now that a stopped boat & crew drift.",
        ),
        (
            "tag:sailing.example.org,2026-02-01:/changes",
            "February 1, 2026: retired 1",
            "Retired: wind-ashore, now true wind",
        ),
        (
            "tag:sailing.example.org,2025-12-24:/changes",
            "December 24, 2025: added 1",
            "Added: rudder: A hinged blade below the stern that turns a vessel by deflecting water.",
        ),
    ]
    assert feed.findtext("a:id", namespaces=ATOM) == "tag:sailing.example.org,2025-12-24:/"
    assert feed.findtext("a:updated", namespaces=ATOM) == "2026-02-03T00:00:00Z"


# Search engines, browsers, language models


def addresses(site: Path) -> list[str]:
    return [place.findtext(f"{MAP}loc") for place in etree.parse(site / "sitemap.xml").iter(f"{MAP}url")]


def canonical(site: Path) -> list[str]:
    """Where each page says it stands; redirects say that they are not to be listed, and one page is for errors."""
    found = []
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        if path.name != "404.html" and '<meta name="robots" content="noindex">' not in text:
            found += re.findall(r'<link rel="canonical" href="([^"]*)"', text)
    return found


def test_the_sitemap_lists_every_page_and_no_redirect(edition, at_sea):
    grammar = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    for site in (edition, at_sea / "site"):
        document = etree.parse(site / "sitemap.xml")
        assert (grammar.validate(document), list(grammar.error_log)) == (True, [])
        assert sorted(addresses(site)) == sorted(canonical(site))
        packed = (site / "sitemap.xml.gz").read_bytes()
        assert gzip.decompress(packed) == (site / "sitemap.xml").read_bytes()
        assert packed[3:8] == b"\0\0\0\0\0"  # neither a name nor a time


def test_the_sitemap_is_dated_by_the_data(at_sea):
    found = [
        (place.findtext(f"{MAP}loc").removeprefix(AT_SEA), place.findtext(f"{MAP}lastmod"))
        for place in etree.parse(at_sea / "site" / "sitemap.xml").iter(f"{MAP}url")
    ]
    assert found == [
        ("index.html", None),
        ("lessons/01-wind.html", None),
        ("terms/index.html", None),
        ("cars/likeness.html", None),
        ("dates.html", None),
        ("terms/true-wind.html", None),
        ("terms/apparent-wind.html", None),
        ("terms/rudder.html", "2026-02-03"),
        ("compare/apparent-wind--true-wind/index.html", None),
        ("g/apparent-wind--true-wind/", None),
        ("g/01-wind/", None),
        ("g/true-wind/", None),
        ("g/apparent-wind/", None),
        ("g/rudder/", "2026-02-03"),
        ("m/wind-and-road/", None),
    ]


def test_robots_are_told_where_they_look(site, at_sea):
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {AT_SEA}sitemap.xml\n"
    assert (at_sea / "site" / "robots.txt").read_text("utf-8") == robots
    assert not (site / "robots.txt").exists()  # below a path no robot would read it


def test_the_address_bar_finds_the_lookup(site, sailing):
    space = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    shown = etree.parse(site / "opensearch.xml")
    assert shown.xpath("//o:Url[@type='text/html']/@template", namespaces=space) == [f"{HOME}call/?q={{searchTerms}}"]
    config = sailing / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  guide:\n", '  guide:\n    lookup: "yes"\n'), "utf-8")
    assert opensearch.files(load(sailing)[0])["opensearch.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        "  <ShortName>Sailing for</ShortName>\n"
        "  <LongName>Sailing for drivers</LongName>\n"
        "  <Description>Sailing for drivers</Description>\n"
        "  <Language>en</Language>\n"
        "  <InputEncoding>UTF-8</InputEncoding>\n"
        "  <OutputEncoding>UTF-8</OutputEncoding>\n"
        '  <Url type="text/html" template="https://sailing.example.org/call/?q={searchTerms}"/>\n'
        '  <Url type="application/opensearchdescription+xml" rel="self"'
        ' template="https://sailing.example.org/opensearch.xml"/>\n'
        "</OpenSearchDescription>\n"
    )


def test_nothing_leads_to_a_lookup_that_is_not_there(at_sea):
    assert not (at_sea / "site" / "call").exists() and not (at_sea / "site" / "opensearch.xml").exists()
    assert read_json(at_sea / "site" / "manifest.webmanifest")["start_url"] == "./"
    theme = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "macros" / "theme" / "partials"))
    theme.filters["url"] = str
    theme.loader = jinja2.ChoiceLoader([theme.loader, jinja2.FunctionLoader(lambda name: "icon")])
    for partial in ("lookup-opener.html", "data.html"):
        shown = {
            lookup: theme.get_template(partial).render(
                config={
                    "extra": {"guide": {"lookup": lookup} if lookup else {}},
                    "site_url": HOME,
                    "site_name": "Words",
                }
            )
            for lookup in ("yes", True, "no", False, "")
        }
        leads = {lookup: "data-opens-lookup" in text or "opensearch" in text for lookup, text in shown.items()}
        assert leads == {"yes": True, True: True, "no": False, False: False, "": False}


def test_words_of_data_are_in_the_language_of_the_guide(sailing):
    config = sailing / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  name: material\n", "  name: material\n  language: pl\n"), "utf-8"
    )
    guide = load(sailing)[0]
    graph = rdflib.Graph().parse(data=skos.files(guide)["terms.ttl"], format="turtle")
    labels = [label.language for label in graph.objects(None, SKOS.prefLabel)]
    assert set(labels) == {"pl"} and len(labels) == 5
    assert etree.fromstring(feed.files(guide)["changes.atom"]).get("{http://www.w3.org/XML/1998/namespace}lang") == "pl"


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("AI Field Guide", "AI Field Guide"),
        ("Sixteen letters!", "Sixteen letters!"),
        ("Unpronounceabilities", "Unpronounceabili"),
    ],
)
def test_a_short_name_is_at_most_sixteen_letters(text, short):
    assert opensearch.shortened(text, opensearch.SHORT) == short


LINK = re.compile(r"- \[((?:[^\[\]\\]|\\.)+)\]\(([^()\s]+)\)(?:: (.+))?")


def test_the_overview_has_the_form_and_leads_to_what_is_there(edition, guide):
    lines = (edition / "llms.txt").read_text("utf-8").splitlines()
    assert lines[0] == "# AI Field Guide"
    assert lines[2] == f"> {guide.publication.description}"
    first = next(number for number, line in enumerate(lines) if line.startswith("## "))
    listed = [line for line in lines[first:] if line and not line.startswith("## ")]
    links = [LINK.fullmatch(line) for line in listed]
    assert None not in links
    paths = [link[2].removeprefix(HOME) for link in links]
    assert [
        path for path in paths if not (edition / (path + "index.html" if path.endswith("/") else path)).is_file()
    ] == []
    assert [path for path in map(html_path, guide.settings.coaching_pages) if path in paths] == []
    for term in guide.glossary.terms:
        line = f"- [{term.preferred}]({HOME}g/{term.id}/): {told(guide, term.definition)}"
        assert line in listed


def test_the_overview_at_sea(at_sea):
    assert (
        (at_sea / "site" / "llms.txt").read_text("utf-8")
        == f"""\
# Sailing for drivers

Each term below leads to a page of its own with the mechanism, a common misconception, sources and the day of the last
review. A term's id is permanent. The data files hold the same texts.

## Articles

- [Wind]({AT_SEA}lessons/01-wind.html): What the wind is to a boat.

## Terms: Wind and sails

- [true wind]({AT_SEA}g/true-wind/): The motion of the air as felt by somebody who stands still.
- [apparent wind]({AT_SEA}g/apparent-wind/): The flow of air that a moving crew feels.

## Terms: Steering

- [rudder]({AT_SEA}g/rudder/): A hinged blade below the stern that turns a vessel by deflecting water.

## Boat and car

- [True wind is like the gradient of the road]({AT_SEA}m/wind-and-road/): {SUMMARY}

## Data

- [JSON]({AT_SEA}terms.json)
- [JSON Schema]({AT_SEA}schema/terms-1.json)
- [CSV]({AT_SEA}terms.csv)

## Optional

- [Sailing for drivers]({AT_SEA}index.html)
- [Terms]({AT_SEA}terms/index.html)
- [Boat and car]({AT_SEA}cars/likeness.html)
- [Dates]({AT_SEA}dates.html)
"""
    )


# All of them


def test_coaching_stands_in_the_json_of_the_full_edition_and_nowhere_else(site, guide, hidden):
    assert leaks(site / "m", hidden, "*.html") == []
    # The sellers' own pages and documents, and the list of their addresses.
    others = {".html", ".json", ".js", ".pdf", ".epub"}
    files = [path for path in site.iterdir() if path.is_file() and not path.name.startswith("sitemap.xml")]
    names = [path.name for path in files if path.suffix not in others]
    assert {"terms.csv", "terms.ttl", "terms.jsonld", "objects.inv", "changes.atom", "llms.txt"} <= set(names)
    assert [leak for name in names for leak in leaks(site, hidden, name)] == []
    term = guide.terms["rag"]
    assert letters(told(guide, term.card.ask)) in letters((site / "terms" / "rag.json").read_text("utf-8"))


def test_without_an_address_what_needs_one_is_left_out_and_said(sailing):
    config, index = sailing / "mkdocs.yml", sailing / "docs" / "index.md"
    config.write_text(config.read_text("utf-8").replace("site_url: https://sailing.example.org/\n", ""), "utf-8")
    index.write_text('# Home\n\n{{ file("terms.ttl") }} {{ file("terms.csv") }} {{ address("g/") }}\n', "utf-8")
    done = run(sailing, "macros", "build")
    assert done.returncode == 0, done.stderr
    left_out = "terms.ttl, terms.jsonld, changes.atom, sitemap.xml, opensearch.xml"
    left_out += f", {snippets.ESPANSO}, {snippets.RAYCAST}, {snippets.ALFRED}"
    assert f"no site_url in mkdocs.yml, so leaving out {left_out} …" in done.stderr.splitlines()
    site = sailing / "site"
    absent = (*exports.LEFT_OUT, "sitemap.xml.gz", "robots.txt")
    assert [name for name in absent if (site / name).exists()] == []
    assert read_table(site / "terms.csv")[3][table.COLUMNS.index("share")] == "g/rudder/"
    assert entries((site / "objects.inv").read_bytes())[0] == "true-wind std:label -1 g/true-wind/ true wind"
    assert faults(site, "terms.json") == []
    assert "- [rudder](g/rudder/): " in (site / "llms.txt").read_text("utf-8")
    page = (site / "index.html").read_text("utf-8")
    assert '<code>terms.ttl</code> <a href="terms.csv"><code>terms.csv</code></a> https://example.org/g/' in page


def test_every_form_is_made_without_the_clock(guide, built, tmp_path):
    """A build's day is no part of them: they are made again, here and now, and are the same."""
    from macros.pages.draft import Draft
    from macros.pages.rendered import read
    from macros.publishing.build import rendered_file

    pages = read(rendered_file(built, guide))
    made = exports.files(Draft(built, tmp_path, guide, pages))
    assert {name for name, data in made.items() if (built / "site" / name).read_bytes() != data} == set()


def test_snippets_are_what_the_programs_take(site, guide):
    said = f"{plain(guide, guide.terms['rag'].card.say)} https://example.github.io/ai-field-guide/g/rag/"
    with zipfile.ZipFile(site / snippets.ESPANSO) as package:
        assert package.namelist() == ["ai-field-guide/_manifest.yml", "ai-field-guide/package.yml"]
        manifest, found = (yaml.safe_load(package.read(name)) for name in package.namelist())
    assert set(manifest) == {"name", "title", "description", "version", "author"}
    assert re.fullmatch(r"\d+\.\d+\.\d+", manifest["version"])
    jsonschema.validate(found, json.loads((SCHEMAS / "espanso-match.schema.json").read_text("utf-8")))
    assert next(match["replace"] for match in found["matches"] if match["trigger"] == ":rag") == said
    raycast = json.loads((site / snippets.RAYCAST).read_text("utf-8"))
    assert {frozenset(entry) for entry in raycast} == {frozenset({"name", "text", "keyword"})}
    assert len({entry["keyword"] for entry in raycast}) == len(guide.terms) == len(found["matches"])
    with zipfile.ZipFile(site / snippets.ALFRED) as collection:
        entries = [json.loads(collection.read(name))["alfredsnippet"] for name in collection.namelist()]
    assert {entry["uid"] for entry in entries} == {re.search(r"\[(.+)\]", name)[1] for name in collection.namelist()}
    assert said in {entry["snippet"] for entry in entries}
