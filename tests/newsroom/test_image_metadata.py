"""What the photo's own file says is proposed to the desk; where its author stood is not."""

from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO

import pytest

from newsroom.images import read_metadata
from tests.newsroom.photos import exif_photo, iptc_photo, quarters, saved, xmp_photo


def test_the_desk_s_own_words_are_read_from_iptc():
    found = read_metadata(
        iptc_photo(
            (120, "Le barrage à l’aube".encode()),
            (80, b"Awa Diarra"),
            (110, b"AMAP"),
            (116, "© AMAP 2025".encode()),
            (25, "Sélingué".encode()),
            (25, b"barrage"),
            (25, b"barrage"),
            (55, b"20250623"),
            (60, b"073100+0000"),
        )
    )
    assert found.caption == "Le barrage à l’aube"
    assert found.credit == "Awa Diarra / AMAP"
    assert found.copyright_notice == "© AMAP 2025"
    assert found.keywords == ("Sélingué", "barrage")
    assert found.taken_at == datetime(2025, 6, 23, 7, 31, tzinfo=UTC)


def test_an_old_program_s_accents_are_read_as_well():
    found = read_metadata(iptc_photo((120, "L’été à Ségou".encode("cp1252")), charset=b""))
    assert found.caption == "L’été à Ségou"


def test_a_credit_that_names_the_author_already_is_not_doubled():
    found = read_metadata(iptc_photo((80, b"Awa Diarra"), (110, b"Photo AMAP/Awa Diarra")))
    assert found.credit == "Photo AMAP/Awa Diarra"


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_xmp_is_read_where_there_is_no_iptc(name):
    found = read_metadata(
        xmp_photo(
            """<rdf:Description photoshop:Credit="AMAP"
                  photoshop:DateCreated="2025-06-23T07:31:00+02:00">
              <dc:description><rdf:Alt><rdf:li xml:lang="x-default">The dam</rdf:li>
                <rdf:li xml:lang="fr-FR">L’œil du barrage</rdf:li></rdf:Alt></dc:description>
              <dc:creator><rdf:Seq><rdf:li>Moussa Sangaré</rdf:li></rdf:Seq></dc:creator>
              <dc:subject><rdf:Bag><rdf:li>eau</rdf:li><rdf:li>énergie</rdf:li></rdf:Bag>
              </dc:subject></rdf:Description>""",
            name,
        )
    )
    assert found.caption == "L’œil du barrage"
    assert found.credit == "Moussa Sangaré / AMAP"
    assert found.keywords == ("eau", "énergie")
    assert found.taken_at == datetime(2025, 6, 23, 7, 31, tzinfo=timezone(timedelta(hours=2)))


@pytest.mark.parametrize(
    "packet",
    [
        "<rdf:Description><dc:rights>",
        "]]>&nbsp;",
    ],
)
def test_broken_xmp_costs_the_photo_nothing(packet):
    assert read_metadata(xmp_photo(packet)).copyright_notice == ""


def test_xmp_that_would_swell_in_memory_is_not_read():
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    assert read_metadata(saved(quarters(20, 20), xmp=bomb)).caption == ""


def test_exif_is_read_last_and_its_accents_are_put_right():
    tags = {0x010E: "Légende", 0x013B: "Kadiatou Touré", 0x8298: "© L’auteure"}
    tags = {tag: text.encode() for tag, text in tags.items()}
    found = read_metadata(exif_photo(tags, {0x9003: "2025:06:23 07:31:00", 0x9011: "+01:00"}))
    assert (found.caption, found.credit) == ("Légende", "Kadiatou Touré")
    assert found.copyright_notice == "© L’auteure"
    assert found.taken_at == datetime(2025, 6, 23, 7, 31, tzinfo=timezone(timedelta(hours=1)))


def test_a_camera_without_time_zone_is_on_the_paper_s_time(settings):
    settings.TIME_ZONE = "Africa/Bamako"
    found = read_metadata(exif_photo({}, {0x9003: "2025:06:23 07:31:00"}))
    assert found.taken_at == datetime(2025, 6, 23, 7, 31, tzinfo=UTC)


@pytest.mark.parametrize("phrase", ["OLYMPUS DIGITAL CAMERA", "DSC_0412.JPG", "SAMSUNG"])
def test_what_a_camera_writes_by_itself_is_no_caption(phrase):
    assert read_metadata(exif_photo({0x010E: phrase})).caption == ""


@pytest.mark.parametrize(
    "taken", ["0000:00:00 00:00:00", "0001:01:01 00:00:00", "2925:01:01 00:00:00", "hier"]
)
def test_an_absurd_date_counts_for_none(taken):
    assert read_metadata(exif_photo({}, {0x9003: taken})).taken_at is None


def test_texts_are_fit_for_the_database():
    found = read_metadata(iptc_photo((120, b"Un\x00deux\x07 " + b"x" * 5000)))
    assert "\x00" not in found.caption
    assert found.caption.startswith("Un deux")
    assert len(found.caption) == 2000


def test_where_the_photographer_stood_is_never_read():
    position = {1: "N", 2: (12.0, 39.0, 0.0), 3: "W", 4: (8.0, 0.0, 0.0)}
    found = read_metadata(exif_photo({0x010E: "Une rue"}, position=position))
    assert "12" not in repr(found)
    assert found.caption == "Une rue"


def test_iptc_wins_over_exif():
    exif = exif_photo({0x010E: "From the camera"}).getvalue()
    both = iptc_photo((120, b"From the desk")).getvalue()
    start = both.index(b"\xff\xed")
    segment = both[start : start + 2 + int.from_bytes(both[start + 2 : start + 4])]
    assert read_metadata(BytesIO(exif[:2] + segment + exif[2:])).caption == "From the desk"
