"""What people fill in: that the real site differs, a question, an answer, a decision."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField, ValidationError

from app.accounts.queries.addresses import Address, read_address
from app.helpdesk.rules.links import has_foreign_link
from app.helpdesk.types import Difference, ReportState
from app.infra.outbox import Channel, can_send
from app.kernel.text import clean_name, clean_text
from app.web.forms import Cleaned, Filled, HouseForm

QUESTION_LIMIT, ANSWER_LIMIT, WORDS_LIMIT = 1000, 3000, 500
ROWS_FEW, ROWS_MANY = {"rows": 4}, {"rows": 8}
FOREIGN = _l("Faqat darslarimizga va davlat saytlariga havola bering.")


def _cleaned(limit: int) -> Cleaned:
    return Cleaned(lambda text: clean_text(text, limit))


class TrappedForm(HouseForm):
    """A form with a field that no person sees: what fills it in is a machine."""

    trap = StringField()

    def validate_trap(self, field: StringField) -> None:
        """Nothing is lost when a browser filled it in by mistake: it comes back empty, to be sent once more."""
        if field.data:
            field.data = ""
            raise ValidationError(_l("Yana bir marta yuboring."))


class DifferenceForm(TrappedForm):
    """In what way the real site differs; the choice is the button itself."""

    words = TextAreaField(_l("Nima boshqacha?"), [_cleaned(WORDS_LIMIT)], render_kw=ROWS_FEW)
    section = SelectField(_l("Darsning qaysi joyi?"), validate_choice=False)
    difference = StringField(validators=[Filled(_l("Tugmalardan birini bosing."))])

    def validate_difference(self, field: StringField) -> None:
        """One of those that we offer."""
        if field.data not in set(Difference):
            raise ValidationError(_l("Tugmalardan birini bosing."))


def any_channel() -> bool:
    """Whether this installation can send an answer to an address at all."""
    return can_send(Channel.SMS) or can_send(Channel.EMAIL)


class QuestionForm(TrappedForm):
    """A question, and where to say that it is answered."""

    text = TextAreaField(
        _l("Savolingiz"), [Filled(_l("Savolingizni yozing.")), _cleaned(QUESTION_LIMIT)], render_kw=ROWS_MANY
    )
    name = StringField(_l("Ismingiz"))
    contact = StringField(_l("Javob xabari uchun telefon yoki e-pochta"))
    notify = BooleanField(_l("Javob kelganda menga xabar yuboring"))
    address: Address | None = None

    def validate_name(self, field: StringField) -> None:
        """A name, if any."""
        if (field.data or "").strip():
            Cleaned(clean_name)(self, field)

    def validate_contact(self, field: StringField) -> None:
        """A phone or an e-mail that we can write to, if any."""
        typed = (field.data or "").strip()
        if not typed:
            return
        self.address = read_address(typed)
        if self.address is None:
            raise ValidationError(_l("Telefon raqamini +998 90 123-45-67 kabi yoki e-pochta manzilini yozing."))
        if not can_send(Channel.SMS if self.address.phone else Channel.EMAIL):
            raise ValidationError(_l("Bunday manzilga xabar yubora olmaymiz. Boshqasini yozing yoki boʻsh qoldiring."))


class FollowUpForm(TrappedForm):
    """The asker writes once more."""

    text = TextAreaField(
        _l("Yana yozish"), [Filled(_l("Savolingizni yozing.")), _cleaned(QUESTION_LIMIT)], render_kw=ROWS_FEW
    )


class AnswerForm(HouseForm):
    """What a member of staff answers, as plain text."""

    text = TextAreaField(
        _l("Javobingiz"),
        [Filled(_l("Javobni yozing.")), _cleaned(ANSWER_LIMIT)],
        description=_l("Oddiy matn. Darsning manzilini yozsangiz, u havola boʻladi. Faqat davlat saytlarini ayting."),
        render_kw=ROWS_MANY,
    )

    def validate_text(self, field: TextAreaField) -> None:
        """No addresses but ours and official ones."""
        if has_foreign_link(field.data or "", own_host()):
            raise ValidationError(FOREIGN)


def own_host() -> str:
    """The host name of this site, as people write it."""
    return str(current_app.config["PUBLIC_URL"]).partition("://")[2].partition("/")[0].partition(":")[0].lower()


DECISIONS = {
    ReportState.LOOKED_AT.value: _l("koʻrib chiqilmoqda"),
    ReportState.MENDED.value: _l("tuzatildi (hozirgi nashrda)"),
    ReportState.NO_FAULT.value: _l("xato emas"),
}


class DecisionForm(HouseForm):
    """Where the authors are with a heap of reports."""

    state = RadioField(
        _l("Holat"),
        [Filled(_l("Holatni tanlang."))],
        validate_choice=False,
    )
    note = TextAreaField(_l("Izoh"), [_cleaned(WORDS_LIMIT)], render_kw=ROWS_FEW)

    def validate_state(self, field: RadioField) -> None:
        """One of those that we offer."""
        if field.data not in DECISIONS:
            raise ValidationError(_l("Holatni tanlang."))


class PublicAnswerForm(HouseForm):
    """A question that many ask, in words of the staff."""

    question = TextAreaField(
        _l("Savol, oʻz soʻzingiz bilan"), [Filled(_l("Savolni yozing.")), _cleaned(WORDS_LIMIT)], render_kw=ROWS_FEW
    )
    answer = TextAreaField(_l("Javob"), [Filled(_l("Javobni yozing.")), _cleaned(ANSWER_LIMIT)], render_kw=ROWS_MANY)
    question_ru = TextAreaField(_l("Savol ruscha"), [_cleaned(WORDS_LIMIT)], render_kw=ROWS_FEW)
    answer_ru = TextAreaField(_l("Javob ruscha"), [_cleaned(ANSWER_LIMIT)], render_kw=ROWS_MANY)
    is_shown = BooleanField(_l("Hammaga koʻrsatilsin"))
    original = ""
    """The asker's own words: they are never shown to others."""

    def validate_question(self, field: TextAreaField) -> None:
        """Not the asker's words."""
        if self.original and _folded(field.data) == _folded(self.original):
            raise ValidationError(_l("Odamning oʻz soʻzlarini koʻchirmang. Savolni qaytadan, ismsiz yozing."))

    def validate_answer(self, field: TextAreaField) -> None:
        """No addresses but ours and official ones."""
        if has_foreign_link(field.data or "", own_host()):
            raise ValidationError(FOREIGN)

    def validate_answer_ru(self, field: TextAreaField) -> None:
        """Likewise; and a question with an answer, or neither."""
        if bool(field.data) is not bool(self.question_ru.data):
            raise ValidationError(_l("Ruschasini savol bilan javobni birga yozing yoki ikkalasini boʻsh qoldiring."))
        self.validate_answer(field)


def _folded(text: str | None) -> str:
    return "".join(char for char in (text or "").casefold() if char.isalnum())
