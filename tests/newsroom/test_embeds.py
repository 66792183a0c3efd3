import re
from urllib.parse import parse_qs, urlsplit

import pytest

from newsroom.embeds import FRAME_SOURCES, PATTERNS, player


@pytest.mark.parametrize(
    ("url", "provider", "address"),
    [
        (
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "https://m.youtube.com/watch?app=desktop&v=dQw4w9WgXcQ&t=12s",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ?si=abc",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        (
            "https://www.youtube.com/shorts/dQw4w9WgXcQ",
            "YouTube",
            "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
        ),
        ("https://vimeo.com/76979871", "Vimeo", "https://player.vimeo.com/video/76979871?dnt=1"),
        (
            "https://www.dailymotion.com/video/x8abc12",
            "Dailymotion",
            "https://www.dailymotion.com/embed/video/x8abc12",
        ),
        ("https://x.com/onu_mali/status/1234567890", "X", ""),
        ("https://twitter.com/onu_mali/status/1234567890?s=20", "X", ""),
        (
            "https://www.instagram.com/reel/Cabc_1-2/",
            "Instagram",
            "https://www.instagram.com/reel/Cabc_1-2/embed/",
        ),
        (
            "https://www.tiktok.com/@le.fleuve/video/7300000000000000000",
            "TikTok",
            "https://www.tiktok.com/player/v1/7300000000000000000",
        ),
        (
            "https://open.spotify.com/intl-fr/episode/4rOoJ6Egrf8K2IrywzwOMk",
            "Spotify",
            "https://open.spotify.com/embed/episode/4rOoJ6Egrf8K2IrywzwOMk",
        ),
    ],
)
def test_an_address_of_a_known_site_has_its_player(url, provider, address):
    found = player(url)
    assert (found.provider, found.address) == (provider, address)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.facebook.com/ortm/videos/123456/", "video.php"),
        ("https://www.facebook.com/watch/?v=123456", "video.php"),
        ("https://m.facebook.com/reel/123456", "video.php"),
        ("https://www.facebook.com/ortm/posts/pfbid02abc", "post.php"),
        ("https://soundcloud.com/radio-kledu/journal-du-soir", ""),
    ],
)
def test_a_player_that_is_given_the_whole_address_gets_it_quoted(url, page):
    address = urlsplit(player(url).address)
    assert address.path.endswith(page or "/player/")
    query = parse_qs(address.query)
    assert query.get("href", query.get("url")) == [url]


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://exemple.org/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com.exemple.org/watch?v=dQw4w9WgXcQ",
        "https://exemple.org/?u=https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        "https://www.youtube.com/@lefleuve",
        "https://www.youtube.com/watch?v=dQw4w9WgXcQtoolong",
        "https://vimeo.com/lefleuve",
        "https://www.facebook.com/ortm",
        "javascript://www.youtube.com/watch?v=dQw4w9WgXcQ",
    ],
)
def test_any_other_address_has_none(url):
    assert player(url) is None


def test_every_player_may_be_framed():
    origins = {"https://www.youtube-nocookie.com", "https://player.vimeo.com"}
    assert origins <= set(FRAME_SOURCES)
    assert all(re.fullmatch(r"https://[a-z.-]+", source) for source in FRAME_SOURCES)


def test_the_patterns_can_be_read_by_javascript():
    """No named group, no look-behind, no \\w: it is ASCII there and Unicode here."""
    for _name, pattern in PATTERNS:
        assert not re.search(r"\(\?P|\(\?<|\\w|\\d", pattern)
