"""What a browser calls itself, in words that its owner recognises."""

from django.utils.translation import gettext as _

_BROWSERS = {
    "Edg": "Edge",
    "Opera Mini": "Opera Mini",
    "OPR/": "Opera",
    "OPiOS": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "UCBrowser": "UC Browser",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}  # the first that occurs: the later ones occur in the names of the earlier ones
_SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "KAIOS": "KaiOS",
    "Windows": "Windows",
    "Macintosh": "Mac",
    "Linux": "Linux",
}


def device(user_agent):
    """Return « Chrome, Android » from a User-Agent header."""
    found = [
        next((name for mark, name in names.items() if mark in user_agent), "")
        for names in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or _("Unknown device")
