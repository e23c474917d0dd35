"""What roles are called, in the reader's language."""

from flask_babel import gettext as _

from app.kernel.permissions import Role


def role_name(role: Role) -> str:
    """The word for a role, in small letters."""
    names = {
        Role.LEARNER: _("oʻquvchi"),
        Role.TRAINER: _("trener"),
        Role.AUTHOR: _("muallif"),
        Role.REVIEWER: _("taqrizchi"),
        Role.MANAGER: _("markaz rahbari"),
        Role.COORDINATOR: _("koordinator"),
        Role.ADMINISTRATOR: _("administrator"),
    }
    return str(names[role])
