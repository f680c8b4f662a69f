"""Mails, PDFs and Word files: the words as they stand, what surrounds them, and bad ones."""

from __future__ import annotations

import io
import json
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pytest
from benchmarks.files import mail_of, pdf_of, word_of
from pypdf import PdfReader, PdfWriter

from tests.collect.test_collect import GOOD, gathered, zipped
from truceline.collect import pdf
from truceline.collect.flowing import reflowed
from truceline.model.evidence import Captured, Document
from truceline.read import open_document

LONG = (
    "At ten past nine in the morning the patrol heard three explosions north of the village of "
    "Dovhe, and a fourth one some minutes later from the direction of the river crossing.\n\n"
    "Nobody was hurt. The mayor, who had been told by residents, said the same on the phone."
)


def document(item: Captured) -> Document:
    """Return a captured item as it is read."""
    return open_document(item.evidence, item.raw, naming="given")


def one(folder: Path, name: str, content: bytes) -> tuple[Captured, Document]:
    """Return the only item of a file, as captured and as opened."""
    (folder / name).write_bytes(content)
    captured, rejected = gathered(folder / name)
    assert not rejected, rejected[0].rejected.what
    assert len(captured) == 1
    assert captured[0].raw == content
    return captured[0], document(captured[0])


def refused(folder: Path, name: str, content: bytes) -> str:
    """Return why a file is quarantined whole, while its neighbour comes in."""
    (folder / name).write_bytes(content)
    (folder / "zz_good.txt").write_text(GOOD, encoding="utf-8")
    captured, rejected = gathered(folder)
    assert [each.raw for each in captured] == [GOOD.encode()]
    assert len(rejected) == 1
    assert rejected[0].kept == content
    assert rejected[0].rejected.mend
    return rejected[0].rejected.what


def test_a_mail_gives_its_words_its_date_and_its_sender(tmp_path: Path) -> None:
    """Title, date, id and words come out; wrapped lines are paragraphs again."""
    captured, opened = one(tmp_path, "a.eml", mail_of(LONG, subject="Explosions at Dovhe"))
    assert opened.text == LONG
    assert (opened.title, opened.media_type) == ("Explosions at Dovhe", "text/plain")
    assert opened.published is not None
    assert opened.published.earliest.isoformat() == "2025-04-20T11:30:00+00:00"
    assert captured.evidence.given_id == "20250420.1@mission.example"
    assert captured.evidence.source == "patrol@mission.example"
    assert "Patrol East" in captured.custody[-1].note


def test_a_mail_in_html_alone_is_read_as_a_page(tmp_path: Path) -> None:
    """Tags do not reach the reader as words; of two versions the plain one is taken."""
    message = EmailMessage()
    message["Subject"] = "x"
    message.set_content("<p>Shells fell <b>twice</b>.</p>", subtype="html")
    assert one(tmp_path, "a.eml", message.as_bytes())[1].media_type == "text/html"
    both = EmailMessage()
    both["Subject"] = "x"
    both.set_content("Shells fell twice.")
    both.add_alternative("<p>Other</p>", subtype="html")
    assert one(tmp_path, "b.eml", both.as_bytes())[1].text == "Shells fell twice."


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-u"])
def test_a_mail_in_any_usual_encoding_is_read(tmp_path: Path, charset: str) -> None:
    """Ukrainian in three encodings, its subject too, gives the same words."""
    message = EmailMessage()
    message["Subject"] = "Обстріл громади"
    message.set_content("Уночі обстріляли громаду, є поранені.", charset=charset)
    opened = one(tmp_path, "a.eml", message.as_bytes())[1]
    assert (opened.text, opened.title) == (
        "Уночі обстріляли громаду, є поранені.",
        "Обстріл громади",
    )


def test_a_date_that_is_none_leaves_it_unknown(tmp_path: Path) -> None:
    """A date of nonsense costs no mail; one without a zone holds for every zone."""
    odd = mail_of(GOOD).replace(b"Sun, 20 Apr 2025 14:30:00 +0300", b"yesterday, perhaps")
    assert one(tmp_path, "a.eml", odd)[1].published is None
    loose = mail_of(GOOD).replace(b"14:30:00 +0300", b"14:30:00")
    published = one(tmp_path, "b.eml", loose)[1].published
    assert published is not None
    assert published.seconds == 26 * 3600


def test_what_is_attached_is_evidence_of_its_own(tmp_path: Path) -> None:
    """A table, a mail and an archive come in; a program and a climbing name do no harm."""
    inner = mail_of("A second message.", subject="Forwarded")
    message = mail_of(
        LONG,
        attached=[
            ("../../etc/rows.csv", b"datetime,headline\n2025-04-20 09:00:00,Shelling\n"),
            ("pack.zip", zipped({"note.txt": b"A note."})),
            ("run.exe", b"MZ"),
            ("inner.eml", inner),
        ],
    )
    (tmp_path / "a.eml").write_bytes(message)
    captured, rejected = gathered(tmp_path / "a.eml")
    assert [each.evidence.locator for each in captured] == [
        "a.eml",
        "a.eml!rows.csv:2",
        "a.eml!pack.zip!note.txt",
        "a.eml!inner.eml",
    ]
    assert [each.act for each in captured[1].custody][:2] == ["captured", "unpacked"]
    assert [each.rejected.locator for each in rejected] == ["a.eml!run.exe"]
    assert captured[-1].raw == inner


def test_a_mail_forwarded_inside_is_read(tmp_path: Path) -> None:
    """A message attached as a message is a mail of its own; mails in mails end at a limit."""
    for name, depth in (("one", 1), ("four", 4)):
        message = EmailMessage()
        message.set_content("The innermost words.")
        message["Subject"] = "x"
        for _ in range(depth):
            outer = EmailMessage()
            outer["Subject"] = "Fwd"
            outer.set_content("See below.")
            outer.add_attachment(message)
            message = outer
        (tmp_path / f"{name}.eml").write_bytes(message.as_bytes())
    captured, rejected = gathered(tmp_path / "one.eml")
    assert [document(each).text for each in captured] == ["See below.", "The innermost words."]
    assert not rejected
    captured, rejected = gathered(tmp_path / "four.eml")
    assert len(captured) == 3
    assert "inside 2 others" in rejected[0].rejected.what


BAD_MAILS = {
    "no headers": (b"just some words\nand more\n", "no headers"),
    "cut": (mail_of(LONG, attached=[("a.txt", b"words" * 400)])[:-300], "truncated"),
    "no text": (b"Subject: x\nFrom: a@b.example\n\n", "says nothing"),
    "empty": (b"", "empty"),
    "a million parts": (
        b'Subject: x\nContent-Type: multipart/mixed; boundary="a"\n\n' + b"--a\n\n" * 50_000,
        "more parts",
    ),
    "an unknown encoding": (
        b"Subject: x\nContent-Type: text/plain; charset=rot13\n\n\xff\xfe\xff shells \x81",
        "encoding",
    ),
}


@pytest.mark.parametrize("name", BAD_MAILS)
def test_a_bad_mail_costs_only_itself(tmp_path: Path, name: str) -> None:
    """What is no mail, breaks off or says nothing is quarantined with the reason."""
    content, says = BAD_MAILS[name]
    assert says in refused(tmp_path, "a.eml", content)


def test_headers_without_end_take_no_time(tmp_path: Path) -> None:
    """Megabytes of addresses and of broken encoded words are cut, not parsed."""
    names = b", ".join(b'"a (b" <x%d@y.example>' % n for n in range(60_000))
    content = b"From: " + names + b"\nSubject: " + b"=?utf-8?q?=" * 60_000 + b"\n\n" + GOOD.encode()
    assert one(tmp_path, "a.eml", content)[1].text == GOOD


def test_a_pdf_gives_the_words_of_its_text_layer(tmp_path: Path) -> None:
    """Two pages come in order, wrapped lines joined, with the title that the file declares."""
    text = LONG + "\n" + "\n".join(f"Item {n} of the annex." for n in range(80))
    captured, opened = one(tmp_path, "a.pdf", pdf_of(text, title="Daily report"))
    assert opened.text.startswith(LONG.split("\n\n", maxsplit=1)[0])
    assert "Item 79 of the annex." in opened.text
    assert (opened.title, opened.published, opened.language) == ("Daily report", None, "en")
    assert captured.evidence.media_type == "application/pdf"


def locked_pdf(password: str) -> bytes:
    """Return a PDF under a password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_of(GOOD))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    held = io.BytesIO()
    writer.write(held)
    return held.getvalue()


BAD_PDFS = {
    "a password": (locked_pdf("secret"), "password"),
    "pictures only": (pdf_of(""), "no words"),
    "cut": (pdf_of(GOOD)[:150], "damaged"),
    "another kind": (b"PK\x03\x04 not a pdf", "no PDF"),
    "rubbish": (b"%PDF-1.7\n" + bytes(range(256)) * 50, "damaged"),
}


@pytest.mark.parametrize("name", BAD_PDFS)
def test_a_bad_pdf_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Locked, empty, cut and false PDFs are quarantined with the reason."""
    content, says = BAD_PDFS[name]
    assert says in refused(tmp_path, "a.pdf", content)


def test_a_pdf_that_only_its_owner_may_change_is_read(tmp_path: Path) -> None:
    """An empty user password locks nobody out."""
    assert one(tmp_path, "a.pdf", locked_pdf(""))[1].text == GOOD


def test_a_pdf_that_takes_too_long_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The helper is killed at its time limit, and a new one reads the next file."""
    monkeypatch.setattr(pdf.HELPER, "seconds", 0.0)
    assert "took over" in refused(tmp_path, "a.pdf", pdf_of(LONG * 50))
    monkeypatch.undo()
    assert one(tmp_path, "b.pdf", pdf_of(GOOD))[1].text == GOOD


def test_a_helper_that_dies_costs_one_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A helper without memory answers nothing; the file is quarantined, the next one read."""
    pdf.HELPER.stop()
    monkeypatch.setattr(pdf.HELPER, "memory", 1)
    assert "more memory" in refused(tmp_path, "a.pdf", pdf_of(LONG * 2_000))
    monkeypatch.undo()
    pdf.HELPER.stop()
    assert one(tmp_path, "b.pdf", pdf_of(GOOD))[1].text == GOOD


def test_a_word_file_gives_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    """The table stands where it stood, a row a line."""
    raw = word_of(["Before the table.", "After it."], [["Place", "Explosions"], ["Dovhe", "3"]])
    opened = one(tmp_path, "a.docx", raw)[1]
    assert opened.text == "Before the table.\nPlace | Explosions\nDovhe | 3\nAfter it."
    assert (opened.title, opened.published) == ("A daily report", None)


def repacked(raw: bytes, change: dict[str, bytes]) -> bytes:
    """Return an archive with some members replaced or added."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(held, "w", 8) as new:
        for name in old.namelist():
            if name not in change:
                new.writestr(name, old.read(name))
        for name, content in change.items():
            new.writestr(name, content)
    return held.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(body: str, before: str = "") -> bytes:
    """Return a Word file whose body is given as XML."""
    xml = f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{body}</w:body></w:document>'
    return repacked(word_of(["x"]), {"word/document.xml": xml.encode()})


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    """What was added is read, what was struck out is not."""
    body = (
        "<w:p><w:r><w:t>Two </w:t></w:r><w:del><w:r><w:delText>three </w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>shells fell.</w:t></w:r></w:ins></w:p>"
    )
    assert one(tmp_path, "a.docx", with_body(body))[1].text == "Two shells fell."


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hosts">]>'
BAD_WORD = {
    "an entity": (with_body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>", ENTITY), "entities"),
    "macros": (repacked(word_of(["x"]), {"word/vbaProject.bin": b"x"}), "macros"),
    "a bomb": (repacked(word_of(["x"]), {"word/media/a.xml": b" " * 40_000_000}), "zip bomb"),
    "a password": (bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "password"),
    "cut": (word_of(["x"])[:900], "damaged"),
    "another kind": (zipped({"a.txt": b"x"}), "no Word file"),
    "broken XML": (repacked(word_of(["x"]), {"word/document.xml": b"<a><b>"}), "taken apart"),
    "no words": (with_body("<w:p/>"), "no words"),
}


@pytest.mark.parametrize("name", BAD_WORD)
def test_a_bad_word_file_costs_only_itself(tmp_path: Path, name: str) -> None:
    """Entities, macros, bombs, passwords and damage are named; nothing is run or followed."""
    content, says = BAD_WORD[name]
    assert says in refused(tmp_path, "a.docx", content)


def test_deep_tables_end(tmp_path: Path) -> None:
    """Tables in tables in tables neither overflow nor hide what stands beside them."""
    document = docx.Document()
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    for _ in range(30):
        cell = cell.add_table(rows=1, cols=1).cell(0, 0)
    document.add_paragraph(GOOD)
    held = io.BytesIO()
    document.save(held)
    assert one(tmp_path, "a.docx", held.getvalue())[1].text.endswith(GOOD)


def test_the_words_are_kept_beside_the_bytes(tmp_path: Path) -> None:
    """Spans stay right whatever a later version of a package finds: the words are stored."""
    captured, opened = one(tmp_path, "a.pdf", pdf_of(GOOD))
    assert json.loads(captured.evidence.fields) == {"as": "text", "text": GOOD}
    assert opened.fields == "{}"


@pytest.mark.parametrize(
    ("wrapped", "expected"),
    [
        ("one\ntwo\nthree", "one\ntwo\nthree"),
        ("", ""),
        (
            "A line that is as long as lines get in a mail, ends\nin the middle of a sentence.",
            "A line that is as long as lines get in a mail, ends in the middle of a sentence.",
        ),
        (
            "Lines of a text that was set for a narrow page and bro-\nken by a hyphen at its end.",
            "Lines of a text that was set for a narrow page and broken by a hyphen at its end.",
        ),
        (
            "What the patrol saw on that day, hour by hour:\n- three craters in the road\n"
            "- a burnt car",
            "What the patrol saw on that day, hour by hour:\n- three craters in the road\n"
            "- a burnt car",
        ),
    ],
)
def test_lines_broken_to_fit_are_joined_and_others_are_not(wrapped: str, expected: str) -> None:
    """Wrapped sentences are whole again; lists, short lines and paragraphs keep their breaks."""
    assert reflowed(wrapped) == expected
