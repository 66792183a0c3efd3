"""Lays out the stored body for readers: each kind of block has one template.

The stored form names photos and articles by number; here they become pictures and links.
"""

import re

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from articles.genres import Genre
from newsroom.embeds import player
from newsroom.html import blocks, to_text

_RUN_IN = re.compile(r'<strong data-runin="">(.*?)</strong>\s*(.*)', re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)">')


class Renderer:
    """Turns stored HTML into the public blocks of one article.

    `pictures` and `headings` map numbers to a picture (see `articles.pictures`) and to
    `(heading, address)`; what is not in them is left out.
    """

    def __init__(self, *, genre, pictures, headings):
        self.is_sponsored = genre in {Genre.SPONSORED, Genre.PRESS_RELEASE}
        self.pictures = pictures
        self.headings = headings

    def render(self, html):
        """Return the public HTML of each block of `html` that has something to show."""
        return [shown for block in blocks(html) if (shown := self._render_block(block))]

    def _render_block(self, block):
        if block.tag == "figure":
            return self._photo(block) if "data-photo" in block.attrs else self._embed(block)
        if block.tag == "aside":
            return self._read_also(block) if "data-article" in block.attrs else self._box(block)
        if block.tag == "table":
            return self._node("table", inner=self._links(block.inner))
        if block.tag == "blockquote" and "data-pull" in block.attrs:
            return self._node("pull_quote", inner=self._links(block.inner))
        if block.tag == "p" and (run_in := _RUN_IN.fullmatch(block.inner)):
            return self._node("run_in", heading=mark_safe(run_in[1]), inner=self._links(run_in[2]))
        return self._links(block.html)

    def _node(self, name, **context):
        return render_to_string(f"articles/nodes/{name}.html", context).strip()

    def _photo(self, block):
        picture = self.pictures.get(int(block.attrs["data-photo"]))
        return self._node("photo", picture=picture) if picture else ""

    def _embed(self, block):
        link = _LINK.search(block.html)
        found = player(link[1].replace("&amp;", "&")) if link else None
        if not found:
            return format_html("<p>{}</p>", mark_safe(self._links(block.inner)))
        return self._node("embed", url=mark_safe(link[1]), text=to_text(block.html), player=found)

    def _read_also(self, block):
        found = self.headings.get(int(block.attrs["data-article"]))
        return self._node("read_also", heading=found[0], url=found[1]) if found else ""

    def _box(self, block):
        return self._node("box", inner=self._links(block.inner))

    def _links(self, html):
        return mark_safe(_LINK.sub(self._link, html))

    def _link(self, match):
        """Mark a link that leaves the site, and one that somebody paid for (schema of `rel`)."""
        url = match[1]
        if not url.startswith(("http://", "https://")) or url.startswith(f"{settings.SITE_URL}/"):
            return match[0]
        rel = "sponsored nofollow noopener" if self.is_sponsored else "noopener"
        return f'<a href="{url}" rel="{rel}">'
