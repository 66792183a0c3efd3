"""Whether the file somebody sends is a photo we can print, and if not, what to do about it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from newsroom.images.decoding import (
    MAX_BYTES,
    decoding,
    open_image,
    orientation,
    read_bytes,
    upright_size,
)

MEGABYTE = 1024 * 1024
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"}
OTHER_FORMATS = {
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"BM": "BMP",
    b"%PDF": "PDF",
    b"8BPS": "Photoshop",
    b"PK\x03\x04": "Word / ZIP",
}


@dataclass(frozen=True)
class UploadedImage:
    """A photo that loads. Width and height are those the reader sees, in pixels."""

    width: int
    height: int
    format: str  # JPEG, PNG, WEBP or AVIF
    turned: bool  # the file carries an EXIF orientation, which renditions apply


def check_upload(file):
    """Decode the whole photo once and return what it is; ValidationError when we cannot use it.

    The file is left rewound. What follows the end of the picture (a film from a telephone, or a
    script) is not looked at: the original stays private and all that is served is encoded anew.
    """
    data = read_bytes(file)
    _check_kind(data)
    with decoding():
        open_image(data).verify()
    image = open_image(data)  # verify() leaves nothing to load
    width, height = upright_size(image)
    with decoding():
        _check_still(image)
        _decode(image)
    name = "JPEG" if image.format == "MPO" else image.format
    return UploadedImage(width, height, name, turned=orientation(image) != 1)


def _check_kind(data):
    if not data:
        raise ValidationError(_("This file is empty. Choose the photo again."), code="empty")
    if len(data) > MAX_BYTES:
        raise ValidationError(
            _(
                "This photo weighs more than %(limit)d MB. Reduce it to 4,000 pixels wide, "
                "save it as JPEG and send it again."
            ),
            code="too_heavy",
            params={"limit": MAX_BYTES // MEGABYTE},
        )
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS and b"avif" not in data[8:64]:
        raise ValidationError(
            _(
                "This is a HEIC photo, as iPhones take them. On the phone choose Settings, Camera, "
                "Formats, “Most Compatible”, or export the photo as JPEG, and send it again."
            ),
            code="heic",
        )
    _check_known(data)


def _check_known(data):
    for start, name in OTHER_FORMATS.items():
        if data.startswith(start):
            raise ValidationError(
                _("This is a %(format)s file. Save the photo as JPEG and send it again."),
                code="format",
                params={"format": name},
            )
    is_known = data.startswith((b"\xff\xd8", b"\x89PNG")) or data[8:12] == b"WEBP"
    if not (is_known or data[4:8] == b"ftyp"):
        raise ValidationError(
            _("This file is not a photo. Send a JPEG, PNG, WebP or AVIF picture."), code="format"
        )


def _check_still(image):
    """Telephones store two exposures in one JPEG (MPO): that one is a photo, not an animation."""
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise ValidationError(
            _("This picture is animated. Save one still image of it as JPEG and send that."),
            code="animated",
        )


def _decode(image):
    """Read every byte; a JPEG at an eighth of its size, which shows the same faults for less."""
    width, height = image.size
    image.draft(image.mode, (max(1, width // 8), max(1, height // 8)))
    image.load()
