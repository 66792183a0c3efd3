"""Uploads are taken or refused with advice, and readers get small files without a trace."""

import random
from io import BytesIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, ImageFile, ImageStat

from newsroom.images import (
    check_upload,
    focal_box,
    make_portrait,
    make_renditions,
    read_metadata,
    renditions,
)
from newsroom.images.decoding import MAX_BYTES
from tests.newsroom.photos import (
    png_chunk,
    png_of,
    quarters,
    saved,
    scenery,
)
from tests.patience import patience

SAMPLES = Path(__file__).parent / "data" / "images"
FORMATS = ("avif", "jpeg")
REFUSED = {
    "apng_blend_op_over.png": "animated",
    "apng_chunk_no_fctl.png": "animated",
    "apng_syntax_num_frames_zero.png": "damaged",
    "crash.tif": "format",
    "decompression_bomb.gif": "format",
    "truncated_jpeg.jpg": "damaged",
    "zero_width.gif": "format",
}


def refusal(data):
    with pytest.raises(ValidationError) as caught:
        check_upload(BytesIO(data))
    return caught.value.code


def opened(rendered):
    return Image.open(BytesIO(rendered.content)).convert("RGB")


def first_pixel(file):
    return opened(next(make_renditions(file))).getpixel((9, 9))


# What is taken and what is refused


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.*[!m][!d]")), ids=lambda path: path.name)
def test_an_odd_file_is_taken_or_refused_with_advice(sample):
    data = sample.read_bytes()
    with patience(f"looking at {sample.name}"):
        if sample.name in REFUSED:
            assert refusal(data) == REFUSED[sample.name]
        else:
            check_upload(BytesIO(data))
            assert list(make_renditions(BytesIO(data)))
            read_metadata(BytesIO(data))


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("JPEG", "RGB"),
        ("JPEG", "L"),
        ("JPEG", "CMYK"),
        ("PNG", "RGBA"),
        ("PNG", "LA"),
        ("PNG", "P"),
        ("PNG", "1"),
        ("PNG", "I;16"),
        ("WEBP", "RGBA"),
        ("AVIF", "RGB"),
    ],
)
def test_every_usual_kind_of_picture_is_taken_and_rendered(name, mode):
    grey = Image.new("L", (400, 260), 90)
    deep = Image.new("I;16", (400, 260), 90 * 256)
    file = saved(deep if mode == "I;16" else grey.convert(mode), name)
    checked = check_upload(file)
    assert (checked.width, checked.height, checked.format) == (400, 260, name)
    for rendered in make_renditions(file):
        means = ImageStat.Stat(opened(rendered)).mean
        assert max(abs(90 - mean) for mean in means) <= 8


def test_a_file_is_left_rewound_for_saving():
    file = SimpleUploadedFile("a.jpg", saved(quarters(40, 30)).getvalue())
    check_upload(file)
    assert file.read(2) == b"\xff\xd8"


def test_two_exposures_in_one_file_of_a_telephone_are_one_photo():
    one, two = quarters(64, 48), Image.new("RGB", (64, 48))
    file = saved(one, "MPO", save_all=True, append_images=[two])
    assert Image.open(file).n_frames == 2
    assert check_upload(file).format == "JPEG"


@pytest.mark.parametrize("name", ["WEBP", "AVIF", "PNG"])
def test_an_animation_is_refused(name):
    frames = [Image.new("RGB", (32, 32), colour) for colour in ("red", "blue")]
    file = saved(frames[0], name, save_all=True, append_images=frames[1:], duration=100)
    assert refusal(file.getvalue()) == "animated"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"\xff\xd8" + bytes(MAX_BYTES), "too_heavy"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(40), "heic"),
        (b"GIF89a=1;alert(1)//", "format"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "format"),
        (b"\xff\xd8\xff", "damaged"),
        (png_of(0, 10), "damaged"),
        (png_of(10, 10), "damaged"),
        (png_of(7000, 7000), "too_large"),
        (png_of(200_000, 200_000), "too_large"),
        (png_of(1, 1, png_chunk(b"teSt") * 40_000), "damaged"),
        (b"\xff\xd8" + b"\xff\xe1\x00\x02" * 40_000 + b"\xff\xd9", "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_we_cannot_print_is_refused_for_its_own_reason(data, code):
    assert refusal(data) == code


def test_a_jpeg_that_asks_for_a_thousand_passes_is_refused_before_it_is_decoded(monkeypatch):
    data = saved(Image.new("RGB", (200, 200)), progressive=True).getvalue()
    last_scan = data[data.rindex(b"\xff\xda") : -2]
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda _image: pytest.fail("it was decoded"))
    assert refusal(data[:-2] + last_scan * 1000 + b"\xff\xd9") == "damaged"


def test_a_film_behind_the_photo_does_not_count_against_it():
    data = saved(quarters(64, 48)).getvalue() + b"\xff\xda" * 500
    assert check_upload(BytesIO(data)).width == 64


def test_a_photo_cut_short_is_refused_wherever_it_stops():
    for name in ("JPEG", "PNG", "WEBP", "AVIF"):
        data = saved(scenery(200, 150), name).getvalue()
        for part in (0.3, 0.6, 0.95):
            assert refusal(data[: int(len(data) * part)]) == "damaged"


@given(seed=st.integers(0, 2**32), name=st.sampled_from(["JPEG", "PNG", "WEBP", "AVIF"]))
@settings(max_examples=60, deadline=None)
def test_no_accident_to_a_file_does_more_than_refuse_it(seed, name):
    chance = random.Random(seed)
    exif = Image.Exif()
    exif.update({0x0112: 6, 0x010E: "Légende", 0x8298: "AMAP"})
    data = bytearray(saved(quarters(48, 32), name, exif=exif).getvalue())
    for _ in range(chance.randint(1, 8)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        check_upload(BytesIO(data))
        read_metadata(BytesIO(data))
        list(make_portrait(BytesIO(data)))
    except ValidationError:
        return


# Cutting


@given(
    width=st.integers(1, 9000),
    height=st.integers(1, 9000),
    ratio=st.sampled_from([1, 3 / 2, 1200 / 630, 2 / 3]),
    x=st.floats(0, 1),
    y=st.floats(0, 1),
)
@example(width=1, height=1, ratio=1.5, x=1.0, y=1.0)
@settings(deadline=None)
def test_a_cut_stays_in_the_photo_keeps_its_shape_and_its_subject(width, height, ratio, x, y):
    left, top, right, bottom = focal_box(width, height, ratio, (x, y))
    assert 0 <= left < right <= width
    assert 0 <= top < bottom <= height
    assert right - left == width or bottom - top == height
    assert abs((right - left) - (bottom - top) * ratio) <= max(1, ratio) or 1 in (width, height)
    assert left <= min(int(x * width), width - 1) < right
    assert top <= min(int(y * height), height - 1) < bottom


def test_the_subject_at_the_edge_is_on_the_card_and_the_other_edge_is_not():
    photo = saved(quarters(900, 300, ("red", "lime", "red", "lime")), "PNG")
    card = [one for one in make_renditions(photo, focal=(1, 0.5)) if one.purpose == "card"][-1]
    assert (card.width, card.height) == (450, 300)
    assert opened(card).getpixel((5, 150))[1] > 200


# Renditions


def test_a_photo_gives_the_widths_readers_need_in_both_formats():
    made = list(make_renditions(saved(scenery())))
    assert [(one.purpose, one.format, one.width) for one in made] == [
        *(("column", name, width) for width in (320, 480, 640, 960, 1280) for name in FORMATS),
        *(("card", name, width) for width in (160, 320, 480) for name in FORMATS),
        ("social", "jpeg", 1200),
    ]
    for one in made:
        image = Image.open(BytesIO(one.content))
        assert image.size == (one.width, one.height)
        assert image.format.lower() == one.format


def test_a_small_photo_is_never_blown_up():
    made = list(make_renditions(saved(quarters(500, 1000))))
    assert [one.width for one in made if one.purpose == "column"] == [320] * 2 + [480] * 2 + [
        500
    ] * 2
    assert {one.width for one in made if one.purpose == "card"} == {160, 320, 480}
    assert [(one.width, one.height) for one in made if one.purpose == "social"] == [(500, 262)]


@given(width=st.integers(1, 4000), height=st.integers(1, 4000))
@settings(max_examples=10, deadline=None)
def test_decoding_a_jpeg_smaller_costs_no_rendition_a_pixel(width, height):
    made = list(make_renditions(saved(Image.new("RGB", (width, height), "teal"), quality=30)))
    assert max(one.width for one in made if one.purpose == "column") == min(1280, width)
    card = focal_box(width, height, 3 / 2, (0, 0))[2]
    assert max(one.width for one in made if one.purpose == "card") == min(480, card)
    social = focal_box(width, height, 1200 / 630, (0, 0))[2]
    assert [one.width for one in made if one.purpose == "social"] == [min(1200, social)]


def test_files_stay_within_what_a_bad_line_can_carry():
    chance = random.Random(5)
    noise = Image.frombytes("RGB", (600, 400), chance.randbytes(600 * 400 * 3)).resize((1200, 800))
    for one in make_renditions(saved(noise, quality=95)):
        if one.format == "avif" and one.width <= 360:
            assert len(one.content) <= 25_000
        if one.purpose == "social":
            assert one.width == 1200
            assert len(one.content) <= 300_000


def test_a_picture_no_quality_makes_light_is_shown_at_the_lowest(monkeypatch):
    photo = saved(scenery(400, 300))
    usual = next(make_renditions(photo))
    monkeypatch.setattr(renditions, "AVIF_CEILINGS", {1280: 10})
    lowest = next(make_renditions(photo))
    assert 10 < len(lowest.content) < len(usual.content)
    assert opened(lowest).size == opened(usual).size


def test_twelve_megapixels_cost_the_uploader_no_more_than_they_must(monkeypatch):
    """He waits for it: decoded small, and a photo that is sharp but no noise encoded once."""
    photo = saved(scenery(4000, 3000), quality=90)
    sources, encoded = [], []
    resized, saved_as = renditions._resized, renditions._saved

    def resize(source, *box_and_width):
        sources.append(source.width * source.height)
        return resized(source, *box_and_width)

    def save(image, name, **options):
        encoded.append((name, options.get("speed")))
        return saved_as(image, name, **options)

    monkeypatch.setattr(renditions, "_resized", resize)
    monkeypatch.setattr(renditions, "_saved", save)
    assert len(list(make_renditions(photo))) == 17
    assert max(sources) <= 3_000_000
    assert len(encoded) == 17
    assert {speed for name, speed in encoded if name == "AVIF"} == {renditions.AVIF_SPEED}
    assert renditions.AVIF_SPEED >= 8  # at 6 it takes three times as long


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_taken_sideways_is_upright_for_readers(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    upright = quarters(640, 400)
    undo = {5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90}
    undo |= {7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_270}
    undo |= {2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180}
    undo |= {4: Image.Transpose.FLIP_TOP_BOTTOM}
    stored = upright.transpose(undo[turn]) if turn in undo else upright
    file = saved(stored, exif=exif)
    checked = check_upload(file)
    assert (checked.width, checked.height, checked.turned) == (640, 400, turn != 1)
    first = next(make_renditions(file))
    assert (first.width, first.height) == (320, 200)
    assert opened(first).getpixel((20, 20))[0] > 200
    assert opened(first).getpixel((300, 20))[1] > 200


def test_nothing_of_the_original_file_but_its_pixels_reaches_a_reader():
    exif = Image.Exif()
    exif.update({0x010E: "SECRET caption", 0x013B: "SECRET name"})
    exif.get_ifd(0x8825).update({1: "N", 2: (12.0, 39.0, 0.0)})
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif, "xmp": b"<x>SECRET</x>", "icc_profile": profile}
    file = saved(scenery(700, 500), comment=b"SECRET comment", **options)
    for one in [*make_renditions(file), *make_portrait(file)]:
        image = Image.open(BytesIO(one.content))
        assert b"SECRET" not in one.content
        assert not image.getexif()
        assert not {"exif", "xmp", "icc_profile", "comment", "photoshop"} & set(image.info)


def test_colours_are_converted_from_the_photo_s_own_profile():
    photo = Image.new("RGB", (400, 300), (200, 40, 40))
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")
    red, green, _ = first_pixel(saved(photo, "PNG", icc_profile=swapped))
    assert green > 180 > 100 > red
    broken = first_pixel(saved(photo, "PNG", icc_profile=b"no profile"))
    assert broken == first_pixel(saved(photo, "PNG"))


def test_what_is_transparent_is_white_on_the_page():
    glass = Image.new("RGBA", (400, 300), (255, 0, 0, 0))
    for one in make_renditions(saved(glass, "PNG")):
        assert min(opened(one).getpixel((9, 9))) >= 250


def test_a_portrait_is_square_around_the_face():
    photo = saved(quarters(600, 300, ("red", "lime", "red", "lime")), "PNG")
    made = list(make_portrait(photo, focal=(0.9, 0.5)))
    assert [(one.format, one.width, one.height) for one in made] == [
        ("avif", 96, 96), ("jpeg", 96, 96), ("avif", 192, 192), ("jpeg", 192, 192),
    ]  # fmt: skip
    assert opened(made[-1]).getpixel((4, 96))[1] > 200
