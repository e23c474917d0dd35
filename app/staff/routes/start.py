"""The first page of staff: what this viewer may do here, each a link."""

from typing import Any

from flask import current_app, render_template, url_for
from flask_babel import gettext as _

from app.accounts.queries.second_step import count_recovery_codes, has_second_step
from app.kernel.errors import NotFoundError
from app.kernel.permissions import STAFF, Circle, Permission, ScopeKind, list_reach
from app.staff.routes.room import may_everywhere, room, viewer_id
from app.staff.routes.words import permissions_of, role_text, until_text
from app.web.room import SecondStepWantedError, policy_of
from app.web.viewer import current_viewer

OF_THE_SITE = frozenset({"staff.audit", "operations.status", "accounts.bring", "staff.batches"})
"""Pages about the whole installation: nothing for a role in one place."""
CLASSES = frozenset({ScopeKind.CENTRE, ScopeKind.COHORT})
OF_A_CLASS = frozenset({"centres.teach"})
"""The pages that a role in a centre or in a group leads to."""


@room.page("/<lang:lang>/staff/", who=Circle.SIGNED_IN)
def home(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """What I may do here, and why."""
    viewer = current_viewer()
    if viewer.held:
        raise SecondStepWantedError
    if not viewer.is_staff:
        raise NotFoundError
    has_codes = has_second_step(viewer_id())
    return render_template(
        "staff/home.html",
        links=[link for link in _links() if _opens(link["endpoint"])],
        roles=[
            {"text": role_text(grant), "until": until_text(grant), "permissions": permissions_of(grant.role)}
            for grant in viewer.grants
            if grant.role in STAFF
        ],
        codes_left=count_recovery_codes(viewer_id()) if has_codes else None,
    )


def _links() -> list[dict[str, Any]]:
    """Every page of staff. A room adds its line here, and the page shows it to whom the route lets in."""
    pages = (
        ("centres.teach", _("Guruhlarim"), _("Darslar, davomat, kartalar, chop etish, sertifikatlar.")),
        ("staff.people", _("Odamlarni topish"), _("Ism, telefon yoki e-pochta boʻyicha qidirish.")),
        ("helpdesk.questions", _("Savollar"), _("Odamlar bergan savollar: eng eskisi birinchi.")),
        ("helpdesk.reports", _("Portaldagi farqlar"), _("Qaysi darsda portal boshqacha koʻringani.")),
        (
            "quizzes.essays",
            _("Baholash kutayotgan javoblar"),
            _("Oʻz soʻzi bilan yozilgan javoblarni oʻqish va baholash."),
        ),
        ("quizzes.quizzes", _("Test savollari tahlili"), _("Qaysi savol juda oson, juda qiyin yoki chalgʻitadi.")),
        ("accounts.bring", _("Odamlar roʻyxatini yuklash"), _("CSV fayldagi odamlarga hisob ochish.")),
        ("staff.batches", _("Koʻpchilikka sertifikat"), _("Sertifikatlarni birdan berish va bitta faylda olish.")),
        ("operations.status", _("Saytning ahvoli"), _("Disk, zaxira nusxa, navbatdagi ishlar, xabarlar.")),
        ("staff.audit", _("Amallar jurnali"), _("Kim, qachon, nima qilgani.")),
    )
    return [
        {"endpoint": endpoint, "title": title, "text": text, "url": url_for(endpoint)}
        for endpoint, title, text in pages
        if endpoint in current_app.view_functions
    ]


def _opens(endpoint: str) -> bool:
    policy = policy_of(endpoint)
    if policy is None or not isinstance(policy.who, Permission):
        return False
    if endpoint in OF_THE_SITE:
        return may_everywhere(policy.who)
    reach = list_reach(current_viewer().grants, policy.who)
    return any(endpoint in OF_A_CLASS or one.kind not in CLASSES for one in reach)
