"""The letter that an answer has come: its first words, and where the rest is."""

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.queries.addresses import Address, find_address
from app.helpdesk.models import Question, Turn
from app.helpdesk.rules.masking import mask
from app.helpdesk.types import QuestionFacts, Reply
from app.infra import outbox
from app.infra.database import db
from app.web.i18n import in_language

EXCERPT = 100


def tell_asker(question: QuestionFacts, turn: Turn) -> None:
    """A letter that there is an answer, where the asker wanted one and this installation can send it."""
    address = _address_of(question)
    channel = (outbox.Channel.SMS if address.phone else outbox.Channel.EMAIL) if address else None
    if address is None or channel is None or not outbox.can_send(channel):
        return
    link = f"{current_app.config['PUBLIC_URL']}/{question.language}/my-questions/{question.code}/"
    words = excerpt(turn.text)
    with in_language(question.language):
        outbox.send(
            channel=channel,
            address=address.value,
            subject=_("Savolingizga javob keldi"),
            text=_("Savodxon. Savolingizga javob keldi: «%(text)s» Toʻliq: %(link)s", text=words, link=link),
            purpose="helpdesk.answer",
            person_id=question.person_id,
            key=f"helpdesk.answer {turn.id}",
        )


def _address_of(question: QuestionFacts) -> Address | None:
    match question.reply:
        case Reply.ACCOUNT:
            return find_address(question.person_id)
        case Reply.ADDRESS:
            contact = db.session.scalar(select(Question.contact).where(Question.id == question.id)) or ""
            if "@" in contact:
                return Address(email=contact)
            return Address(phone=contact) if contact else None
        case _:
            return None


def excerpt(text: str) -> str:
    """The first hundred letters of an answer in one line, without numbers that are somebody's."""
    line = " ".join(mask(text).split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"
