"""The text that somebody files may come out of any program."""

import io
import signal
import zipfile

import pytest
from django.core.exceptions import ValidationError

from articles import copy_files
from articles.copy_files import text_of

TEXT = "L’été à Ségou : «déjà l'œuvre»\n\nLa crue monte."


def word(body, name="word/document.xml"):
    """Return a .docx whose document has `body`."""
    xml = f'<?xml version="1.0"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        folder.writestr(name, xml)
    return file.getvalue()


def paragraph(*texts, props=""):
    runs = "".join(f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' for text in texts)
    return f"<w:p>{props}{runs}</w:p>"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_plain_text_of_any_usual_encoding_is_read(encoding):
    assert text_of(TEXT.encode(encoding), "copie.txt") == TEXT


def test_bytes_that_no_encoding_has_are_read_as_well_as_can_be():
    assert text_of(b"La crue \x81monte \xe0 S\xe9gou") == "La crue \x81monte à Ségou"


def test_a_web_page_gives_what_a_person_reads_of_it():
    page = (
        "<!DOCTYPE html><html><head><title>T</title><style>a{}</style></head><body>"
        "<script>alert(1)</script><h1>La crue &amp; les ponts</h1><p>Un <b>mètre</b> de plus.</p>"
    )
    expected = "La crue & les ponts\n\nUn mètre de plus."
    assert text_of(page.encode(), "page.txt") == expected
    assert text_of(b"<p>Un</p><p>Deux</p>", "bout.HTML") == "Un\n\nDeux"


def test_an_article_on_html_is_no_web_page():
    text = "Le <b> du HTML a trente ans\n\nUne balise de plus."
    assert text_of(text.encode(), "copie.txt") == text


def test_the_signs_of_markdown_are_no_words():
    text = "# La crue\n\n**Trois** ponts sont #fermés ce soir.\n"
    assert text_of(text.encode(), "copie.md") == "La crue\n\nTrois ponts sont #fermés ce soir.\n"


@pytest.fixture
def patience():
    """Raise TimeoutError after half a minute, where reading takes a second at most."""

    def lost(_signal, _frame):
        raise TimeoutError

    former = signal.signal(signal.SIGALRM, lost)
    signal.alarm(30)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, former)


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("<!--a-->", "copie.txt"),
        ("<!--", "copie.txt"),
        ("**a ", "copie.md"),
        ("__a **b ", "copie.md"),
    ],
)
def test_no_row_of_signs_keeps_the_reader_busy(patience, sign, name):
    text = sign * 200_000
    assert len(text_of(text.encode(), name)) == len(text)


def test_comments_before_a_web_page_do_not_hide_it():
    page = b"<!-- un -->\n<!-- deux --> <html><body><p>La crue.</p></body></html>"
    assert text_of(page, "page.txt") == "La crue."


def test_word_gives_its_paragraphs_in_order():
    document = word(
        paragraph("La crue", " monte")
        + "<w:p/>"
        + paragraph("A &amp; B")
        + '<w:p><w:pPr><w:tabs><w:tab w:pos="9"/></w:tabs></w:pPr>'
        + "<w:r><w:t>un</w:t><w:tab/><w:t>deux</w:t><w:br/><w:t>trois</w:t></w:r></w:p>"
    )
    assert text_of(document, "copie.docx").split("\n\n") == [
        "La crue monte",
        "",
        "A & B",
        "un\tdeux\ntrois",
    ]


def test_word_keeps_lists_and_leaves_out_what_was_deleted_or_stands_twice():
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    document = word(
        paragraph("Le dragage", props=numbered)
        + "<w:p><w:del><w:r><w:delText>ancien</w:delText></w:r></w:del>"
        + "<w:r><mc:AlternateContent><mc:Choice><w:t>encadré</w:t></mc:Choice>"
        + "<mc:Fallback><w:pict><w:p><w:t>encadré</w:t></w:p></w:pict></mc:Fallback>"
        + "</mc:AlternateContent></w:r></w:p>"
    )
    assert text_of(document, "copie.docx").split("\n\n") == ["• Le dragage", "encadré"]


def test_a_document_may_declare_no_entities():
    xml = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:p><w:t>x&b;</w:t></w:p>'
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as folder:
        folder.writestr("word/document.xml", xml)
    assert "aaaa" not in text_of(file.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n ",
        b"%PDF-1.7 ...",
        b"{\\rtf1 La crue}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        b"\x89PNG\r\n\x1a\n",
        b"\x00\x00\x00\x1cftypheic",
        b"PK\x03\x04 broken",
        bytes(range(256)) * 8,
        word("<w:p/>"),
        word("", name="content.xml"),
    ],
    ids=lambda data: repr(data[:12]),
)
def test_what_cannot_be_read_is_refused_with_words(data):
    with pytest.raises(ValidationError) as refusal:
        text_of(data, "copie")
    assert len(refusal.value.messages[0]) > 20


def test_a_file_too_heavy_is_refused_before_it_is_unpacked(monkeypatch):
    with pytest.raises(ValidationError):
        text_of(b"a" * (copy_files.MAX_BYTES + 1))
    monkeypatch.setattr(copy_files, "_MAX_XML_BYTES", 1000)
    with pytest.raises(ValidationError):
        text_of(word(paragraph("a" * 5000)))
