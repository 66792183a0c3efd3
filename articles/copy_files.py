"""The text in a file that somebody files: plain text of any usual encoding, HTML, Word."""

import re
import zipfile
import zlib
from html.parser import HTMLParser
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.html import clean, to_text

MAX_BYTES = 10 * 1024 * 1024
_MAX_XML_BYTES = 20 * 1024 * 1024  # what word/document.xml may unpack to
_BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_OTHER_FORMATS = {
    b"%PDF": "PDF",
    b"{\\rtf": "RTF",
    b"\xd0\xcf\x11\xe0": "Word 97–2003 (.doc)",
}
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
# Both take time in proportion to the file, whatever is in it: no step of theirs can be taken back,
# and no pair of signs is looked for beyond the next sign of its kind.
_HTML = re.compile(r"\s*+(?:<!--.*?-->\s*+)*+<(?:!doctype html|html|head|body)\b", re.I | re.S)
_MARKDOWN_HEADING = re.compile(r"^#{1,6}[ \t]+", re.M)
_MARKDOWN_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)++)(?<=\S)\1")
_BROKEN_ZIP = (
    zipfile.BadZipFile,
    KeyError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    EOFError,
)


def text_of(data, name=""):
    """Return the text in `data` (bytes) of a file called `name`.

    Raises ValidationError, with what to do instead, when there is none that we can read.
    """
    if len(data) > MAX_BYTES:
        raise ValidationError(_("This file is too heavy for a text: paste the text instead."))
    if data.startswith(b"PK\x03\x04"):
        return _word(data)
    _refuse_other_formats(data)
    text = _decoded(data)
    if name.lower().endswith((".html", ".htm", ".xhtml")) or _HTML.match(text):
        text = to_text(clean(text))
    elif name.lower().endswith((".md", ".markdown")):
        text = _MARKDOWN_STRONG.sub(r"\2", _MARKDOWN_HEADING.sub("", text))
    if not text.strip():
        raise ValidationError(_("There is no text in this file."))
    return text


def _refuse_other_formats(data):
    for start, name in _OTHER_FORMATS.items():
        if data.startswith(start):
            raise _foreign(name)
    if data.startswith(_PICTURES) or data[4:8] == b"ftyp":
        raise ValidationError(
            _("This is a picture, not a text: choose it under “Photo”, and the text here.")
        )


def _foreign(name):
    words = _(
        "This is a %(format)s file, which cannot be read here. Open it, copy its text and paste it "
        "below, or save it as .docx or .txt."
    )
    return ValidationError(words, params={"format": name})


def _decoded(data):
    """Return the text of bytes whose encoding nobody told.

    UTF-8 hardly ever fits by accident; what is not UTF-8 comes from an old Windows program.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _checked(data.decode(encoding, errors="replace"))
    if encoding := _wide_encoding(data):
        return _checked(data.decode(encoding, errors="replace"))
    for encoding in ("utf-8", "cp1252"):
        try:
            return _checked(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _checked(data.decode("latin-1"))


def _wide_encoding(data):
    """UTF-16 without its mark: in a French text every second byte is nought."""
    half = len(data) // 2
    if half and data[1::2].count(0) > 0.6 * half:
        return "utf-16-le"
    if half and data[::2].count(0) > 0.6 * half:
        return "utf-16-be"
    return ""


def _checked(text):
    controls = len(_CONTROLS.findall(text))
    if controls > 2 and controls > len(text) / 200:
        raise ValidationError(
            _("This file is not a text: open it in its program, copy the text and paste it below.")
        )
    return text


# --- Word ----------------------------------------------------------------------------------------
def _word(data):
    """Return the paragraphs of a .docx (ISO/IEC 29500), each followed by a blank line."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as folder, folder.open("word/document.xml") as file:
            xml = file.read(_MAX_XML_BYTES + 1)
    except _BROKEN_ZIP:
        raise _foreign("ZIP / OpenDocument") from None
    if len(xml) > _MAX_XML_BYTES:
        raise ValidationError(_("This file is too heavy for a text: paste the text instead."))
    document = _WordDocument(convert_charrefs=True)
    document.feed(xml.decode("utf-8", errors="replace"))
    document.close()
    text = "".join(document.parts).strip()
    if not text:
        raise ValidationError(_("There is no text in this file."))
    return text


class _WordDocument(HTMLParser):
    """Collects what is printed of a document; deleted words and doubled text boxes are not.

    Read as markup rather than as XML, so that a document can declare no entities.
    """

    def __init__(self, **options):
        super().__init__(**options)
        self.parts = []
        self._inside = []

    def handle_starttag(self, tag, attrs):
        self._inside.append(tag)
        if "mc:fallback" in self._inside:
            return
        if tag in {"w:br", "w:cr"}:
            self.parts.append("\n")
        elif tag == "w:tab" and "w:r" in self._inside:
            self.parts.append("\t")
        elif tag == "w:numpr":
            self.parts.append("• ")

    def handle_endtag(self, tag):
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        if tag == "w:p" and "mc:fallback" not in self._inside:
            self.parts.append("\n\n")

    def handle_data(self, data):
        if "w:t" in self._inside and "mc:fallback" not in self._inside:
            self.parts.append(data)
