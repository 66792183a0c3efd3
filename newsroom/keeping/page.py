"""A drawn page with its own validity: what is answered, what it depends on, until when it holds."""

import gzip
from dataclasses import dataclass, replace
from hashlib import blake2b

NEVER = float("inf")
LAST_RESORT = 7 * 24 * 3600
"""Seconds for which a cache may show a page when nothing better can be had (RFC 5861)."""

_OURS = {"Cache-Control", "Content-Encoding", "Content-Length", "ETag", "Last-Modified", "Vary"}


@dataclass(frozen=True)
class KeptPage:
    """One answer, the same for everybody. Instants are seconds since 1970, UTC.

    `number` is that of the newest change it was drawn after. `keys` is None for an answer that must
    not be kept, such as 404. `gone_at`: from then on it is not served even as the last resort.
    `body` is compressed. `used_at` is when somebody asked for it last, as far as that was written
    down; until `claimed_until` somebody is drawing it anew.
    """

    path: str
    status: int
    headers: tuple
    body: bytes
    etag: str
    keys: frozenset | None
    release: str
    number: int
    drawn_at: float
    valid_until: float = NEVER
    gone_at: float = NEVER
    used_at: float | None = None
    claimed_until: float = 0.0

    def is_current(self, now):
        return now < self.valid_until and now < self.gone_at

    def may_be_served(self, now):
        """True of a page that is current, or the copy of a moment ago."""
        return now < self.gone_at

    def with_limits(self, changes, now):
        """Return the page, valid no longer than until the first of `changes` that concerns it.

        Those are changes that it was drawn before: not yet noted then, or to take effect later.
        """
        page = self
        for change in changes:
            if not page.keys.isdisjoint(change.keys):
                page = replace(page, valid_until=min(page.valid_until, _since(change, now)))
            if not page.keys.isdisjoint(change.gone):
                page = replace(page, gone_at=min(page.gone_at, _since(change, now)))
        return page

    @property
    def plain(self):
        return gzip.decompress(self.body)

    @property
    def weight(self):
        """Bytes that it takes in memory, about."""
        return len(self.body) + 1_000 + 120 * len(self.keys or ())

    def cache_control(self, now):
        """Return what caches in front may do: a second, and in need for as long as it is true."""
        if self.keys is None:
            return dict(self.headers).get("Cache-Control", "no-cache")
        left = min(self.valid_until, self.gone_at) - now
        rules = ["public", "max-age=0", f"s-maxage={int(left > 1)}"]
        if left > 2:
            rules.append("stale-while-revalidate=1")
        in_need = min(LAST_RESORT, self.gone_at - now)
        if in_need >= 1:
            rules.append(f"stale-if-error={int(in_need)}")
        return ", ".join(rules)


def _since(change, now):
    return 0.0 if change.at <= now else change.at


def page_of(path, response, *, release, number, drawn_at):
    """Return the `KeptPage` that Django's `response` is; its `keys` say whether it may be kept.

    Raises ValueError when a page that is the same for everybody sets a cookie or depends on one.
    """
    keys = getattr(response, "keys", None)
    vary = response.headers.get("Vary", "")
    if keys is not None and (response.cookies or "cookie" in vary.lower()):
        raise ValueError(f"{path} is a public page and may know nothing of cookies")
    content = response.content
    kept_as_they_are = () if keys is None else _OURS
    left_out = {"Content-Encoding", "Content-Length", "ETag", "Vary"} | set(kept_as_they_are)
    headers = [item for item in response.headers.items() if item[0] not in left_out]
    return KeptPage(
        path=path,
        status=response.status_code,
        headers=(*headers, ("Vary", "Accept-Encoding")),
        body=gzip.compress(content, 9, mtime=0),
        etag=f'W/"{blake2b(content, digest_size=12).hexdigest()}"',
        keys=keys,
        release=release,
        number=number,
        drawn_at=drawn_at,
        valid_until=getattr(response, "valid_until", None) or NEVER,
    )
