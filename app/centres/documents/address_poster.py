"""A poster of the address at which a class reaches this site on its own network: A4, one big QR code."""

import hashlib
from datetime import UTC, datetime

from flask import current_app
from flask_babel import gettext as _

from app.infra.pdf.faces import read_face
from app.infra.pdf.printer import PdfRequest, render_pdf
from app.infra.qr import qr_code
from app.kernel.locale import get_language
from app.web.i18n import current_language, in_language, offered
from app.web.previews import BOLD, FONTS, drawable

WIFI_LETTERS = 32
"""As many as the name of a network may have (IEEE 802.11)."""
MADE_AT = datetime(2026, 1, 1, tzinfo=UTC)
"""A poster has no date of its own: the same words, the same bytes."""
WIDTH_POINTS = 178 / 25.4 * 72
ADDRESS_SIZES = (34, 30, 26, 22, 18, 15, 12)


def print_address_poster(address: str, wifi: str) -> bytes:
    """The poster as PDF. ChildFailed when it cannot be printed. Slow."""
    html = poster_html(address, wifi)
    identifier = hashlib.sha256(html.encode()).hexdigest()[:40]
    return render_pdf(PdfRequest(html=html, folder=FONTS, identifier=identifier, made_at=MADE_AT))


def poster_html(address: str, wifi: str) -> str:
    """The page that is printed, with its few words in every language of the site."""
    face = read_face(BOLD)
    size = next((one for one in ADDRESS_SIZES if face.width(address) * one <= WIDTH_POINTS), ADDRESS_SIZES[-1])
    return current_app.jinja_env.get_template("centres/address_poster.html").render(
        html_lang=current_language().html_lang,
        organiser=current_app.config["ORGANISER"],
        address=address,
        size=size,
        qr=qr_code(f"{address}/"),
        hints=[_hint(tag, drawable(wifi)) for tag in offered()],
    )


def _hint(tag: str, wifi: str) -> dict[str, str]:
    with in_language(tag):  # type: ignore[arg-type]  # a tag of this site
        network = (
            _("Wi-Fi: %(name)s tarmogʻiga ulaning.", name=f"«{wifi}»") if wifi else _("Sinf Wi-Fi tarmogʻiga ulaning.")
        )
        then = _("Telefon kamerasini QR-kodga tuting yoki brauzerda manzilni yozing.")
        mobile = _("Ochilmasa, mobil internetni oʻchiring.")
        return {"html_lang": get_language(tag).html_lang, "network": network, "then": then, "mobile": mobile}
