"""Fields that several forms share."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.form import BaseForm

from app.accounts.rules.logins import normalise_email, normalise_phone


class LoginField(StringField):
    """A phone or an e-mail, however it is spelled; `phone` or `email` holds it in the one spelling that we keep."""

    phone: str | None = None
    email: str | None = None

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 - WTForms' signature
        """ValidationError when it is neither."""
        typed = self.data or ""
        self.email = normalise_email(typed) if "@" in typed else None
        self.phone = normalise_phone(typed) if "@" not in typed else None
        if typed.strip() and not self.login:
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yoki e-pochta manzilini yozing."))

    @property
    def login(self) -> str | None:
        """The spelling that we keep."""
        return self.phone or self.email
