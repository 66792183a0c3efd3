"""The files readers get, made from the private original.

Nothing of the original's metadata goes into them: a telephone writes where its owner stood, and
a correspondent's photo must not. Colours are converted to sRGB, which is what a file without a
profile means everywhere.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageCms

from newsroom.images.crops import focal_box
from newsroom.images.decoding import (
    TURNS,
    decoding,
    open_image,
    orientation,
    read_bytes,
    upright_size,
)

COLUMN_WIDTHS = (320, 480, 640, 960, 1280)
CARD_WIDTHS = (160, 320, 480)
CARD_RATIO = 3 / 2
SOCIAL_SIZE = (1200, 630)  # what Facebook, WhatsApp and X cut to by themselves
SOCIAL_RATIO = SOCIAL_SIZE[0] / SOCIAL_SIZE[1]
PORTRAIT_WIDTHS = (96, 192)
LOGO_SIZE = 512  # most pixels either way; search engines ask for 112 at least

# Most bytes, up to a width in pixels, that a reader on a bad line should have to pay for
AVIF_CEILINGS = {360: 25_000, 480: 34_000, 640: 45_000, 960: 80_000, 1280: 130_000}
JPEG_CEILINGS = {360: 36_000, 480: 52_000, 640: 75_000, 960: 130_000, 1280: 200_000}
SOCIAL_CEILING = 300_000  # above it WhatsApp shows no picture
AVIF_QUALITIES = (55, 45, 35, 25, 12)
JPEG_QUALITIES = (78, 66, 54, 42, 28, 14)
AVIF_SPEED = 8  # 0 slow to 10 fast: 6 takes three times as long for files 4 % smaller
SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True)
class Rendered:
    """One file to store. Width and height in pixels; format is avif or jpeg."""

    purpose: str
    format: str
    width: int
    height: int
    content: bytes


def make_renditions(file, *, focal=(0.5, 0.5)) -> Iterator[Rendered]:
    """Yield the photo uncropped for the text column, as card for lists, and for social networks.

    `focal` is (x, y) in 0..1 on the upright photo. No width exceeds the photo's own: a small
    photo gives fewer files, the largest at its own width. ValidationError if it does not load.
    """
    photo = _load(read_bytes(file), _reduction)
    whole = (0, 0, *photo.size)
    yield from _series("column", photo, whole, COLUMN_WIDTHS)
    yield from _series("card", photo, focal_box(*photo.size, CARD_RATIO, focal), CARD_WIDTHS)
    box = focal_box(*photo.size, SOCIAL_RATIO, focal)
    image = _resized(photo, box, min(SOCIAL_SIZE[0], box[2] - box[0]))
    yield Rendered("social", "jpeg", *image.size, _jpeg(image, SOCIAL_CEILING))


def make_portrait(file, *, focal=(0.5, 0.5)) -> Iterator[Rendered]:
    """Yield the square head of an author, for a page and for a dense screen."""
    photo = _load(read_bytes(file), lambda width, height: min(width, height) / PORTRAIT_WIDTHS[-1])
    yield from _series("portrait", photo, focal_box(*photo.size, 1, focal), PORTRAIT_WIDTHS)


def make_logo(file):
    """Return the paper's logo as the bytes of a PNG, uncropped; ValidationError if it is none."""
    logo = _load(read_bytes(file), lambda width, height: max(width, height) / LOGO_SIZE)
    logo.thumbnail((LOGO_SIZE, LOGO_SIZE), Image.Resampling.LANCZOS)
    return _saved(logo, "PNG", optimize=True)


def _series(purpose, photo, box, widths):
    limit = box[2] - box[0]
    for width in sorted({min(width, limit) for width in widths}):
        image = _resized(photo, box, width)
        yield Rendered(purpose, "avif", *image.size, _avif(image))
        yield Rendered(purpose, "jpeg", *image.size, _jpeg(image, _ceiling(JPEG_CEILINGS, width)))


def _reduction(width, height):
    """How many times smaller the photo may be decoded without any rendition missing a pixel."""
    card = focal_box(width, height, CARD_RATIO, (0, 0))[2]
    social = focal_box(width, height, SOCIAL_RATIO, (0, 0))[2]
    needs = ((width, COLUMN_WIDTHS[-1]), (card, CARD_WIDTHS[-1]), (social, SOCIAL_SIZE[0]))
    return min(have / wanted for have, wanted in needs)


def _load(data, reduction):
    """Return the photo upright, in sRGB, without metadata, and no larger than it is needed.

    Reducing comes first, for all that follows works on fewer pixels: a JPEG is decoded at a
    half, a quarter or an eighth, anything else is averaged down as soon as it is decoded.
    """
    image = open_image(data)
    factor = max(1, reduction(*upright_size(image)))
    turn = TURNS.get(orientation(image))
    full_width, profile = image.width, image.info.get("icc_profile")
    with decoding():
        image.draft(None, (int(image.width / factor), int(image.height / factor)))
        image.load()
        image = _direct(image)
        image = image.reduce(max(1, int(factor * image.width / full_width)))
        image = _srgb(_on_white(image), profile)
    image.info = {}
    return image.transpose(turn) if turn is not None else image


def _direct(image):
    """Replace palettes, bitmaps and 16 bits by modes that can be averaged."""
    if image.mode.startswith("I"):
        return image.point(lambda value: value * (1 / 256) + 0).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert({"P": "RGB", "1": "L"}.get(image.mode, image.mode))


def _on_white(image):
    """Lay a transparent picture on the white of the page."""
    if not image.has_transparency_data:
        return image
    image = image.convert("RGBA")
    page = Image.new("RGB", image.size, "white")
    page.paste(image, mask=image.getchannel("A"))
    return page


def _srgb(image, profile):
    """Convert through the photo's own profile; one that is broken counts for none."""
    if profile:
        try:
            return ImageCms.profileToProfile(image, BytesIO(profile), SRGB, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            pass
    return image.convert("RGB")


def _resized(photo, box, width):
    height = max(1, round(width * (box[3] - box[1]) / (box[2] - box[0])))
    return photo.resize((width, height), Image.Resampling.LANCZOS, box=box, reducing_gap=3.0)


def _ceiling(ceilings, width):
    return next(
        (size for limit, size in ceilings.items() if width <= limit), max(ceilings.values())
    )


def _avif(image):
    return _within(
        _ceiling(AVIF_CEILINGS, image.width),
        AVIF_QUALITIES,
        lambda quality: _saved(image, "AVIF", quality=quality, speed=AVIF_SPEED),
    )


def _jpeg(image, ceiling):
    return _within(
        ceiling,
        JPEG_QUALITIES,
        lambda quality: _saved(image, "JPEG", quality=quality, progressive=True, optimize=True),
    )


def _within(ceiling, qualities, encode):
    """Return the best quality that fits; a picture no quality makes fit keeps the lowest."""
    for quality in qualities:
        content = encode(quality)
        if len(content) <= ceiling:
            break
    return content


def _saved(image, name, **options):
    output = BytesIO()
    image.save(output, name, **options)
    return output.getvalue()
