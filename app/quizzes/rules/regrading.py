"""Grading anew with a mended key: what may be put in place of what, and what it changes."""

from dataclasses import replace

from app.content.types.quizzes import Question, Quiz


def changes_of(old: Quiz, new: Quiz | None) -> tuple[str, ...]:
    """What a new release changes of a quiz that may matter to whoever is taking the old one, in sentences."""
    if new is None:
        return ("it is no longer published",)
    found = []
    if old.pass_percent != new.pass_percent:
        found.append(f"pass mark {old.pass_percent} -> {new.pass_percent}")
    later = {question.id: question for question in new.questions}
    gone = [question.id for question in old.questions if question.id not in later]
    mended = [one.id for one in old.questions if one.id in later and not has_same_key(one, later[one.id])]
    if gone:
        found.append(f"questions removed: {', '.join(gone)}")
    if mended:
        found.append(f"answer key changed: {', '.join(mended)}")
    return tuple(found)


def with_key_of(quiz: Quiz, mended: Question) -> Quiz:
    """The quiz with the answer key of one question taken from another version of it; its words and points stay."""
    return replace(
        quiz, questions=tuple(_rekeyed(one, mended) if one.id == mended.id else one for one in quiz.questions)
    )


def _rekeyed(question: Question, mended: Question) -> Question:
    return replace(mended, points=question.points, tags=question.tags, texts=question.texts)


def fits(question: Question, mended: Question) -> bool:
    """Whether the answers given to a question can be held against the key of a later version of it."""
    return question.kind is mended.kind and _parts(question) == _parts(mended)


def _parts(question: Question) -> tuple[object, ...]:
    """What an answer names: options, right sides, gaps with what they offer."""
    options = [option.key for option in question.options]
    return options, question.sides, [(gap.key, gap.kind, gap.choices) for gap in question.gaps]


def has_same_key(question: Question, other: Question) -> bool:
    """Whether two versions of a question take the same answers for right."""
    return replace(question, points=0.0, tags=(), texts={}) == replace(other, points=0.0, tags=(), texts={})
