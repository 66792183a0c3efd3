"""The sites whose videos, sounds and posts may stand in a text, and where their players live.

The only list of them: the field keeps such an address as an embed, the editor recognises it, the
public page frames its player. Any other address stays a link.
"""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit


@dataclass(frozen=True)
class Player:
    """Who plays an address, and the page to frame; "" if there is none without their script."""

    provider: str
    address: str


@dataclass(frozen=True)
class _Provider:
    name: str
    pattern: str  # read by JavaScript too: no named groups, no \w
    player: str  # {0}, {1}: the groups of the pattern; {url}: the whole address, quoted


_FACEBOOK = r"https?://(?:www\.|m\.|web\.)?facebook\.com/"

_PROVIDERS = (
    _Provider(
        "YouTube",
        r"https?://(?:www\.|m\.|music\.)?(?:youtube(?:-nocookie)?\.com"
        r"/(?:watch\?(?:[^#\s]*&)?v=|shorts/|live/|embed/)|youtu\.be/)"
        r"([A-Za-z0-9_-]{11})(?![A-Za-z0-9_-])",
        "https://www.youtube-nocookie.com/embed/{0}",
    ),
    _Provider(
        "Vimeo",
        r"https?://(?:www\.)?(?:vimeo\.com|player\.vimeo\.com/video)/([0-9]+)(?![0-9])",
        "https://player.vimeo.com/video/{0}?dnt=1",
    ),
    _Provider(
        "Dailymotion",
        r"https?://(?:(?:www\.)?dailymotion\.com/(?:embed/)?video|dai\.ly)/([A-Za-z0-9]+)",
        "https://www.dailymotion.com/embed/video/{0}",
    ),
    _Provider(
        "Facebook",
        _FACEBOOK + r"(?:watch/?\?v=[0-9]+|reel/[0-9]+|[^/?#\s]+/videos/[^?#\s]*[0-9]+)",
        "https://www.facebook.com/plugins/video.php?href={url}",
    ),
    _Provider(
        "Facebook",
        _FACEBOOK + r"(?:[^/?#\s]+/posts/[^?#\s]+|permalink\.php\?[^#\s]+)",
        "https://www.facebook.com/plugins/post.php?href={url}",
    ),
    _Provider(
        "X",
        r"https?://(?:www\.|mobile\.)?(?:x|twitter)\.com/[A-Za-z0-9_]+/status/[0-9]+",
        "",
    ),
    _Provider(
        "Instagram",
        r"https?://(?:www\.)?instagram\.com/(?:[A-Za-z0-9_.]+/)?(p|reel|tv)/([A-Za-z0-9_-]+)",
        "https://www.instagram.com/{0}/{1}/embed/",
    ),
    _Provider(
        "TikTok",
        r"https?://(?:www\.)?tiktok\.com/@[A-Za-z0-9_.]+/video/([0-9]+)",
        "https://www.tiktok.com/player/v1/{0}",
    ),
    _Provider(
        "SoundCloud",
        r"https?://(?:www\.|m\.)?soundcloud\.com/[A-Za-z0-9_-]+/[A-Za-z0-9_-]+",
        "https://w.soundcloud.com/player/?url={url}",
    ),
    _Provider(
        "Spotify",
        r"https?://open\.spotify\.com/(?:intl-[a-z]+/)?(episode|show|track|album)/([A-Za-z0-9]+)",
        "https://open.spotify.com/embed/{0}/{1}",
    ),
)

# Name and pattern of each, for the editor; the pattern stands at the start of an address.
PATTERNS = tuple((provider.name, f"^{provider.pattern}") for provider in _PROVIDERS)

# The sources that a page with embeds adds to `frame-src` (W3C CSP Level 3).
FRAME_SOURCES = tuple(
    sorted(
        {
            f"https://{urlsplit(provider.player).netloc}"
            for provider in _PROVIDERS
            if provider.player
        }
    )
)


def player(url):
    """Return the `Player` of `url`, None when it is not an address of a site on the list."""
    for provider in _PROVIDERS:
        if found := re.match(provider.pattern, url):
            address = provider.player.format(*found.groups(), url=quote(url, safe=""))
            return Player(provider.name, address)
    return None
