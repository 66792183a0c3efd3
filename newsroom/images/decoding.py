"""Opening a file that may have been made to hurt: what Pillow may read, and what it costs.

Everything below works on the bytes in memory (MAX_BYTES at most), so a storage without seeking
or without paths serves as well as a disk.
"""

import re
import struct
import warnings
import zlib
from contextlib import contextmanager
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

# TIFF is left out on purpose: at 20 MB it holds less than a JPEG does, and its decoder is by far
# the largest hole in the list. HEIC has no free decoder.
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 40_000_000  # 160 MB in memory at the worst

# Pillow lets its decoders' accidents through: on a broken file any of these means « broken ».
DECODER_ERRORS = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    AttributeError,
    EOFError,
    RuntimeError,
    struct.error,
    zlib.error,
)

TURNS = {  # EXIF orientation -> what puts the photo upright (Exif 2.32, tag 0x0112)
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
SIDEWAYS = {5, 6, 7, 8}
ORIENTATION = 0x0112

MAX_SCANS = 40  # a progressive JPEG has about 10; each costs a pass over the whole picture
MAX_PIECES = 30_000  # chunks of a PNG, segments of a JPEG: a 20 MB PNG in 1 KB chunks has 20,000
JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
JPEG_SCAN, JPEG_END = b"\xff\xda", b"\xff\xd9"
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def damaged():
    return ValidationError(
        _(
            "This photo arrived incomplete or is damaged. Send it again; if it is refused again, "
            "open it, save a copy as JPEG and send that copy."
        ),
        code="damaged",
    )


def _too_large():
    return ValidationError(
        _(
            "This photo has more than %(limit)d million pixels. "
            "Reduce it to 4,000 pixels wide and send it again."
        ),
        code="too_large",
        params={"limit": MAX_PIXELS // 1_000_000},
    )


@contextmanager
def decoding():
    """Run Pillow on a file's content: its errors become one ValidationError, its warnings nothing.

    A warning tells about the file, which the person cannot act upon once the photo has loaded.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except DECODER_ERRORS as error:
        raise damaged() from error


def read_bytes(file):
    """Return at most MAX_BYTES + 1 bytes from the start, and leave the file rewound for saving."""
    file.seek(0)
    data = file.read(MAX_BYTES + 1)
    file.seek(0)
    return data


def open_image(data):
    """Return the photo opened but not decoded: size and format are known, pixels are not."""
    if _is_laborious(data):
        raise damaged()
    with decoding():
        try:
            image = Image.open(BytesIO(data), formats=FORMATS)
        except Image.DecompressionBombError as error:
            raise _too_large() from error
    if image.width * image.height > MAX_PIXELS:
        raise _too_large()
    return image


def orientation(image):
    """Return the EXIF orientation, 1 to 8; 1 (upright) when the file says nothing readable."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = image.getexif().get(ORIENTATION)
        except DECODER_ERRORS:
            return 1
    return value if isinstance(value, int) and value in TURNS else 1


def upright_size(image):
    """Return (width, height) as the reader will see them."""
    width, height = image.size
    return (height, width) if orientation(image) in SIDEWAYS else (width, height)


def _is_laborious(data):
    """Tell whether the file is cut into so many pieces that reading it would block the server.

    A 100 KB JPEG can ask for a thousand passes over 40 megapixels: half a minute of work.
    """
    if data.startswith(PNG_SIGNATURE):
        return _png_chunks(data) > MAX_PIECES
    if data.startswith(b"\xff\xd8"):
        segments, scans = _jpeg_segments(data)
        return segments > MAX_PIECES or scans > MAX_SCANS
    return False


def _png_chunks(data):
    """Count length-tag-content-checksum chunks, and stop counting above the limit."""
    position, chunks = len(PNG_SIGNATURE), 0
    while position + 8 <= len(data) and chunks <= MAX_PIECES:
        position += 12 + int.from_bytes(data[position : position + 4])
        chunks += 1
    return chunks


def _jpeg_segments(data):
    """Count segments and scans up to the end of the first picture (phones append films)."""
    position, segments, scans = 2, 0, 0
    while segments <= MAX_PIECES and (found := JPEG_MARKER.search(data, position)):
        if found[0] == JPEG_END:
            break
        segments += 1
        scans += found[0] == JPEG_SCAN
        position = found.end() + int.from_bytes(data[found.end() : found.end() + 2])
    return segments, scans
