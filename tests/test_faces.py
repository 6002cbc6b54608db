"""Letters that the locked faces lack: the faces that a guide takes for them, and how other scripts are read and set."""

from __future__ import annotations

import csv
import itertools
import json
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
import typst
from conftest import EPOCH
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image

from macros.commands.cli import main
from macros.data.characters import decode, direction
from macros.data.days import today
from macros.guide.forms import FormIndex
from macros.pages import faces
from macros.pages.boxes import BOX, boxed
from macros.publishing.site import problems_of
from macros.reading.loading import load
from macros.share.pictures import SIZE, _drawn

ARABIC, JAPANESE, POLISH = "هوية رقمية", "認証と認可", "tożsamość źdźbło"


def font(path: Path, family: str, letters: str) -> None:
    """A face that has these letters, each of them a box."""
    pen = TTGlyphPen(None)
    pen.moveTo((100, 0))
    for point in ((100, 700), (500, 700), (500, 0)):
        pen.lineTo(point)
    pen.closePath()
    names = [".notdef", *(f"u{ord(letter):04X}" for letter in letters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"u{ord(letter):04X}" for letter in letters})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 100)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": family, "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(path)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """A machine on which nothing is installed but two faces."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    font(folder / "NotoNaskhArabic-Regular.ttf", "Boxes Arabic", "".join(sorted(set(ARABIC.replace(" ", "")))))
    font(folder / "NotoNaskhArabic-Bold.ttf", "Boxes Arabic", "ه")
    font(folder / "DroidSansFallbackFull.ttf", "Boxes Japanese", "".join(sorted(set(JAPANESE))))
    monkeypatch.setattr(faces, "_FOLDERS", (str(folder),))
    monkeypatch.setattr(faces, "_MODULES", ())
    monkeypatch.setenv("HOME", str(tmp_path))
    kept = (faces._installed, faces.faces_for)
    for one in kept:
        one.cache_clear()
    yield folder
    for one in kept:
        one.cache_clear()


@pytest.mark.parametrize("text", [POLISH, "Ångström naïve", "Ελληνικά", "Кириллица", "→ ✓ ≥ “x”", "A\u00a0B"])
def test_what_the_locked_faces_have_needs_no_other(text):
    assert faces.foreign(text) == frozenset()


def test_a_guide_takes_the_faces_that_its_letters_need_and_no_other(machine):
    def taken(text: str) -> list[str]:
        return [face.path.name for face in faces.faces_for(text)]

    assert taken(POLISH) == []
    assert taken(ARABIC) == ["NotoNaskhArabic-Regular.ttf", "NotoNaskhArabic-Bold.ttf"]
    assert taken(JAPANESE + POLISH) == ["DroidSansFallbackFull.ttf"]
    assert [face.family for face in faces.faces_for("ه証")] == ["Boxes Arabic", "Boxes Arabic", "Boxes Japanese"]
    assert taken("한국어") == []


def test_this_guide_needs_none(guide):
    assert faces.fallback(guide) == ()


@pytest.mark.parametrize(
    ("text", "package"),
    [("認", "fonts-noto-cjk"), ("ع", "fonts-noto-core"), ("한", "fonts-noto-cjk"), ("😀", "fonts-symbola")],
)
def test_the_package_with_the_letters_is_named(text, package):
    assert faces.package_for(text) == package


def test_a_picture_is_drawn_in_any_script(machine, guide):
    pictures = [Image.open(BytesIO(_drawn(guide, [text, text, "Guide"]))).convert("L") for text in (ARABIC, "認証")]
    assert {picture.size for picture in pictures} == {SIZE}
    # What is written from the right stands at the right edge, and the rest at the left one.
    sides = [[picture.crop(box).getextrema()[0] < 128 for box in ((60, 60, 200, 300), (1000, 60, 1120, 300))]
             for picture in pictures]  # fmt: skip
    assert sides == [[False, True], [True, False]]


def test_a_joiner_that_joins_nothing_parts_letters_on_paper(tmp_path):
    """Persian: what stands on both sides of it is written as at the end of a word, with no space between."""
    word, parted, spaced = "بب", "ب\u200cب", "ب ب"
    taken = faces.faces_for(word)
    if not taken:
        pytest.skip(f"no face here has it: install {faces.package_for(word)}")
    folder = faces.put_fonts(tmp_path / "fonts", taken)

    def ink(text: str) -> list[int]:
        """How wide each piece of ink is that stands by itself, and each gap between two, from the left."""
        face = json.dumps(faces.families(taken)[0])
        (tmp_path / "word.typ").write_text(
            f"#set page(width: 120pt, height: 60pt)\n#set text(font: {face}, size: 40pt, fallback: false)\n{text}\n",
            "utf-8",
        )
        drawn = typst.compile(
            str(tmp_path / "word.typ"), format="png", font_paths=[str(folder)], ignore_system_fonts=True
        )
        picture = Image.open(BytesIO(drawn)).convert("L")
        dark = [picture.crop((x, 0, x + 1, picture.height)).getextrema()[0] < 128 for x in range(picture.width)]
        return [len(list(run)) for _, run in itertools.groupby(dark)][1:-1]

    assert [len(ink(text)) for text in (word, parted, spaced)] == [1, 3, 3]
    assert ink(parted)[1] < ink(spaced)[1]
    assert all(abs(ink(parted)[end] - ink(spaced)[end]) <= 1 for end in (0, 2))  # a dot of rounding


@pytest.mark.parametrize(
    ("text", "way"), [("Hello سلام", "ltr"), ("«سلام» Hello", "rtl"), ("שלום", "rtl"), ("12 認証", "ltr"), ("12 …", "")]
)
def test_a_text_goes_the_way_of_its_first_letter(text, way):
    assert direction(text) == way


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        ("認証", "システムは認証を行う。", ["認証"]),
        ("トークン", "アクセストークンには期限がある。", []),
        ("アクセストークン", "このアクセストークンには期限がある。", ["アクセストークン"]),
        ("رمز وصول", "ويحمل التطبيق رمز وصول لا كلمة سر.", ["رمز وصول"]),
        ("źdźbło", "Każde źdźbło trawy.", ["źdźbło"]),
    ],
)
def test_names_are_found_where_no_space_stands_between_words(form, text, found):
    assert [text[match.start : match.end] for match in FormIndex([(form, "x")]).matches(text)] == found


@pytest.mark.parametrize(
    ("text", "refused"),
    [("می\u200cخواهم", False), ("क\u094d\u200dष", False), ("👩\u200d💻", False), ("zero\u200cwidth", True),
     ("a\u200db", True), ("\u200cسلام", True)],
)  # fmt: skip
def test_joiners_stand_where_a_script_needs_them(text, refused):
    assert bool(decode("x.md", text.encode())[1]) is refused


@pytest.mark.parametrize(
    "definition", ["機器を動かす刃。", "شفرة تحت المؤخرة.", "یک تیغه۔", "पतवार का फलक।", "Płetwa pod rufą."]
)
def test_a_definition_ends_as_its_script_does(sailing, definition):
    glossary = sailing / "glossary.yml"
    loaded, _ = load(sailing)
    text = glossary.read_text("utf-8").replace(loaded.terms["rudder"].definition, definition)
    glossary.write_text(text, "utf-8")
    assert [problem for problem in problems_of(sailing, today())[1] if problem.code == "definition-sentences"] == []


BOXED = (
    ("rudder", "rudder \u23e3", "A blade \U00031350 under the stern, turned by \U0001f469\u200d\U0001f4bb or a hand."),
    ("reef", "reef", "A part of a sail that is tied away."),
)  # fmt: skip
"""Two terms with a letter of a script and a sign that nothing here has, the letter also as a part of another."""


def _two_terms(root: Path, setting: str) -> Path:
    """A guide of these two terms, ready to be built."""
    root.mkdir()
    assert main(["-C", str(root), "init", "--name", "Two terms", "--with"]) == 0
    for name in ("mkdocs.yml", "docs/index.md"):
        lines = (root / name).read_text("utf-8").split("\n")
        text = "\n".join(line.partition("TODO")[0] + "Two terms." if "TODO" in line else line for line in lines)
        (root / name).write_text(text.replace("  guide:\n", f"  guide:\n{setting}", 1), "utf-8")
    with (root.parent / "two.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(*term, "2026-11-20") for term in BOXED]
        csv.writer(file).writerows([("id", "preferred", "definition", "reviewed"), *rows])
    assert main(["-C", str(root), "import", str(root.parent / "two.csv")]) == 0
    assert main(["-C", str(root), "lock"]) == 0
    return root


def test_letters_that_no_face_has_become_boxes_where_the_author_allows(machine, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = _two_terms(machine.parent / "two", "    missing_letters: warning\n")
    capsys.readouterr()
    assert main(["-C", str(root), "build"]) == 0
    told = [line for line in capsys.readouterr().err.split("\n") if "missing-glyph" in line]
    assert len(told) == 2 and all(": warning: no font of the book has '" in line for line in told)
    assert {line.partition(":")[0] for line in told} == {"docs/glossary/index.md", "docs/glossary/rudder.md"}
    text = subprocess.run(
        ["pdftotext", "-layout", str(root / "site" / "two-terms.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout
    set_in_the_book = " ".join(text.split())
    assert "A blade \u2610 under the stern, turned by \u2610 or a hand." in set_in_the_book
    assert "Rudder \u2610" in set_in_the_book
    assert "\u2610 stands in the place of a letter or sign that no font of this book has." in set_in_the_book
    page = (root / "site" / "glossary" / "rudder.html").read_text("utf-8")
    assert "Rudder \u23e3" in page and "\U0001f469\u200d\U0001f4bb" in page


def test_the_same_letters_stop_the_build_where_the_author_says_nothing(machine, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = _two_terms(machine.parent / "two", "")
    capsys.readouterr()
    assert main(["-C", str(root), "build"]) == 1
    said = capsys.readouterr().err
    assert "docs/glossary/rudder.md:1:1: no font of the book has '" in said and "warning" not in said
    assert not (root / "site").exists()


@pytest.mark.parametrize(
    ("text", "letters", "set_as"),
    [("a😀b", "😀", "a☐b"), ("👩🏽\u200d💻!", "👩", "☐!"), ("👩\u200d💻!", "💻", "☐!"), ("☎\ufe0f", "☎", "☐"),
     ("a]b^c", "]^", "a☐b☐c"), ("plain", "", "plain")],
)  # fmt: skip
def test_a_sign_of_several_letters_is_one_box(text, letters, set_as):
    assert boxed(text, letters) == set_as


def test_every_locked_face_has_the_box():
    assert faces._locked() >= {BOX}


TERMS = (
    ("huwiyya", "هوية رقمية", "مجموعة السمات التي تميز شخصا في نظام."),
    ("musadaqa", "مصادقة", "إجراء يثبت من يطلب الدخول."),
    ("tafwid", "تفويض", "قرار يحدد ما يجوز لمن دخل."),
    ("ramz", "رمز وصول", "سلسلة حروف بدلا من كلمة السر."),
    ("ninsho", "認証", "利用者が本人であることを確かめる手続き。"),
    ("ninka", "認可", "利用者に何を許すかを決める判断。"),
    ("token-ja", "アクセストークン", "秘密の言葉の代わりに示す文字列。"),
    ("daicho", "ディレクトリ", "人と機器の属性を保管する台帳。"),
    ("cechy", "tożsamość cyfrowa", "Zbiór cech, po których system rozpoznaje osobę."),
    ("proba", "uwierzytelnianie", "Czynność, która potwierdza, kim ktoś jest."),
    ("prawo", "upoważnienie", "Rozstrzygnięcie, co wolno temu, kto wszedł."),
    ("zeton", "żeton dostępu", "Ciąg znaków, który okazuje się zamiast hasła."),
)  # fmt: skip


@pytest.mark.everything
def test_twelve_terms_in_three_scripts_become_a_whole_guide(tmp_path, monkeypatch):
    needed = "".join(f"{name}{definition}" for _, name, definition in TERMS)
    had = {letter for face in faces.faces_for(needed) for letter in faces._letters(face.path)}
    if lacking := faces.foreign(needed) - had:
        pytest.skip(f"no face here has {sorted(lacking)[0]}: install {faces.package_for(''.join(lacking))}")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    root = tmp_path / "three"
    root.mkdir()
    assert main(["-C", str(root), "init", "--name", "الهوية", "--language", "ar", "--with"]) == 0
    for name in ("mkdocs.yml", "docs/index.md"):
        text = (root / name).read_text("utf-8")
        lines = [
            line.partition("TODO")[0] + "認証と認可 żeton." if "TODO" in line else line for line in text.split("\n")
        ]
        (root / name).write_text("\n".join(lines), "utf-8")
    with (tmp_path / "three.csv").open("w", encoding="utf-8", newline="") as file:
        rows = [(*term, "2026-11-20") for term in TERMS]
        csv.writer(file).writerows([("id", "preferred", "definition", "reviewed"), *rows])
    assert main(["-C", str(root), "import", str(tmp_path / "three.csv")]) == 0
    assert main(["-C", str(root), "lock"]) == 0
    assert main(["-C", str(root), "build"]) == 0
    share = (root / "site" / "g" / "ninka" / "index.html").read_text("utf-8")
    assert '<html lang="ar" dir="rtl">' in share and "利用者に何を許すかを決める判断。" in share
    told = subprocess.run(["pdftotext", str(root / "site" / "guide.pdf"), "-"], capture_output=True, text=True).stdout
    for name in ("認証", "アクセストークン", "tożsamość cyfrowa"):
        assert name in told or name.capitalize() in told
