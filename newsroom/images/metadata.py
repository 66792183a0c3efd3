"""What a photo's file says about itself: the words its author typed, never where he stood.

Read in the order of trust: IPTC (typed by a desk), XMP (the same, by newer programs), EXIF (often
the camera's own phrases). Position data is not read at all.
"""

import re
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils import timezone
from PIL import IptcImagePlugin

from newsroom.images.decoding import DECODER_ERRORS, decoding, open_image, read_bytes

# IPTC IIM 4.2, record 2: dataset numbers
IPTC_KEYWORD, IPTC_DATE, IPTC_TIME = (2, 25), (2, 55), (2, 60)
IPTC_BYLINE, IPTC_CREDIT, IPTC_COPYRIGHT, IPTC_CAPTION = (2, 80), (2, 110), (2, 116), (2, 120)
# Exif 2.32 tags
EXIF_CAPTION, EXIF_ARTIST, EXIF_COPYRIGHT = 0x010E, 0x013B, 0x8298
EXIF_DETAILS, EXIF_TAKEN, EXIF_OFFSET = 0x8769, 0x9003, 0x9011
# XMP namespaces
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

MAX_XMP_BYTES = 1_000_000
MAX_TEXT = 2_000  # characters
MAX_KEYWORDS = 50
FIRST_PHOTOGRAPH = 1826
# Phrases and file names that cameras write where a caption belongs
CAMERA_PHRASES = re.compile(
    r"(olympus|minolta|kodak|samsung|sony|digital (still )?camera|dsc|dcim|screenshot|picasa)\b.*"
    r"|[a-z]{2,5}[_-]?\d{3,}(\.\w{3,4})?",
    re.IGNORECASE,
)
GAPS = re.compile(r"[\x00-\x20\x7f-\x9f]+")  # PostgreSQL refuses NUL; no-break spaces stay


@dataclass(frozen=True)
class Metadata:
    """Texts are clean and may be empty; taken_at is aware, or None."""

    caption: str = ""
    credit: str = ""
    copyright_notice: str = ""
    keywords: tuple[str, ...] = ()
    taken_at: datetime | None = None


def read_metadata(file):
    """Return what IPTC, else XMP, else EXIF gives for each field, ready for the photo's form.

    The credit joins author and agency as a newspaper prints them (« Awa Diarra / AMAP »).
    Unreadable metadata counts for none; a file that is no photo is a ValidationError.
    """
    image = open_image(read_bytes(file))
    if image.format == "PNG":
        with decoding():
            image.load()  # its texts may stand behind the pixels
    found = {}
    for read in (_read_exif, _read_xmp, _read_iptc):
        found |= {name: value for name, value in _readable(read, image).items() if value}
    return Metadata(**found)


def _readable(read, image):
    """Cameras and programs write broken blocks: the photo is good all the same."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read(image)
        except (*DECODER_ERRORS, ParseError, DefusedXmlException):
            return {}


def _read_iptc(image):
    block = IptcImagePlugin.getiptcinfo(image) or {}

    def texts(dataset):
        value = block.get(dataset, [])
        return [_clean(item) for item in (value if isinstance(value, list) else [value])]

    def text(dataset):
        return next(iter(texts(dataset)), "")

    return {
        "caption": text(IPTC_CAPTION),
        "credit": _credit(text(IPTC_BYLINE), text(IPTC_CREDIT)),
        "copyright_notice": text(IPTC_COPYRIGHT),
        "keywords": _keywords(texts(IPTC_KEYWORD)),
        "taken_at": _moment(f"{text(IPTC_DATE)}T{text(IPTC_TIME) or '000000'}"),
    }


def _read_xmp(image):
    packet = image.info.get("xmp", b"")
    if not packet or len(packet) > MAX_XMP_BYTES:
        return {}
    root = fromstring(packet.strip(b"\x00 \r\n\t"))

    def text(name):
        return next(iter(_xmp_texts(root, name)), "")

    return {
        "caption": text(DC + "description"),
        "credit": _credit(text(DC + "creator"), text(PHOTOSHOP + "Credit")),
        "copyright_notice": text(DC + "rights"),
        "keywords": _keywords(_xmp_texts(root, DC + "subject")),
        "taken_at": _moment(text(PHOTOSHOP + "DateCreated") or text(XMP + "CreateDate")),
    }


def _xmp_texts(root, name):
    """Return a property's values, French first; a program may write it as attribute or element."""
    for description in root.iter(RDF + "Description"):
        if name in description.attrib:
            return [_clean(description.attrib[name])]
        node = description.find(name)
        if node is not None:
            items = list(node.iter(RDF + "li")) or [node]
            items.sort(key=lambda item: not item.get(XML_LANG, "").startswith("fr"))
            return [_clean(item.text or "") for item in items]
    return []


def _read_exif(image):
    block = image.getexif()
    details = block.get_ifd(EXIF_DETAILS)
    caption = _clean(block.get(EXIF_CAPTION, ""))
    taken = str(details.get(EXIF_TAKEN, "")).replace(":", "-", 2)
    offset = details.get(EXIF_OFFSET)
    return {
        "caption": "" if CAMERA_PHRASES.fullmatch(caption) else caption,
        "credit": _clean(block.get(EXIF_ARTIST, "")),
        "copyright_notice": _clean(block.get(EXIF_COPYRIGHT, "")),
        "taken_at": _moment(f"{taken}{offset or ''}") or _moment(taken),
    }


def _clean(value):
    """Return one readable line of text from whatever type and encoding the file used."""
    if isinstance(value, str):
        try:
            value = value.encode("latin-1")  # Pillow hands EXIF bytes on as Latin-1
        except UnicodeEncodeError:
            return _tidy(value)
    return _tidy(_decoded(value)) if isinstance(value, bytes) else ""


def _decoded(value):
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("cp1252", errors="replace")


def _tidy(text):
    return GAPS.sub(" ", text).strip()[:MAX_TEXT]


def _credit(author, agency):
    if not author or author.casefold() in agency.casefold():
        return agency
    return f"{author} / {agency}" if agency else author


def _keywords(words):
    return tuple(dict.fromkeys(word for word in words if word))[:MAX_KEYWORDS]


def _moment(text):
    """Return the moment in the paper's time zone unless the file names its own; None if absurd."""
    try:
        moment = datetime.fromisoformat(text.strip("\x00 "))
        if not FIRST_PHOTOGRAPH <= moment.year < 9999:
            return None
        if moment.tzinfo is None:
            moment = timezone.make_aware(moment)
    except ValueError:
        return None
    return moment if moment <= timezone.now() + timedelta(days=1) else None
