"""Puts addresses where the renderer left marks. What leads nowhere loses its address; a check has told its author."""

import re
from html import escape

from app.content.markdown.engine import Rendered
from app.content.render.addresses import Addresses, DeadEndError
from app.content.render.places import place
from app.content.schema.quiz.gaps import MARK
from app.kernel.locale import Tag


def finish(rendered: Rendered, addresses: Addresses, *, file: str, tag: Tag, is_first_eager: bool = False) -> str:
    """The HTML of one piece with its links and pictures. The first picture of a page loads at once, others late."""

    def link(match: re.Match[str]) -> str:
        try:
            address = addresses.link(rendered.links[int(match["number"])], file=file, tag=tag)
        except DeadEndError:
            return ""
        rel = match["rel"] or "" if address.startswith(("https:", "http:")) else ""
        return f' href="{escape(address)}"{rel}'

    def image(match: re.Match[str]) -> str:
        number = int(match["number"])
        try:
            picture = addresses.picture(rendered.images[number].src, file=file, tag=tag)
        except DeadEndError:
            return ""
        late = "" if is_first_eager and number == 0 else ' loading="lazy" decoding="async"'
        address = escape(f"/media/{picture.digest}/{picture.name}")
        return f' src="{address}" width="{picture.width}" height="{picture.height}"{late}'

    if rendered.mark not in rendered.html:
        return rendered.html  # most pieces; building two patterns for each would be a third of a publish
    mark = re.escape(rendered.mark)

    def activity(match: re.Match[str]) -> str:
        placed = rendered.places[int(match["number"])]
        return place(placed.kind, placed.key)

    html = re.sub(rf' href="{mark}a(?P<number>\d+)"(?P<rel> rel="noopener")?', link, rendered.html)
    html = re.sub(rf' src="{mark}i(?P<number>\d+)"', image, html)
    return re.sub(rf'<div class="{mark}p(?P<number>\d+)"></div>', activity, html)


def shown(html: str) -> str:
    """The HTML of a stem, with what stands for its gaps as people may read it. No author can write this element."""
    return MARK.sub(r'<span class="gap">(\g<key>)</span>', html)
