"""What stands on a screen: fields that can be sent, answers that are right, an address where a browser is."""

from urllib.parse import urlsplit

from app.content.check.scenarios.told import Told
from app.content.schema.practice.fields import CHOICES
from app.content.schema.practice.placeholders import OTP, names_in, persona_name, shows_otp
from app.content.schema.practice.screens import ScreenSource
from app.content.schema.practice.values import is_well_formed
from app.content.types.scenarios import FieldKind, PracticeField, Surface

MOST = {"fields": 12, "spots": 12, "actions": 8}
ENDING = ".example"


def check_parts(told: Told) -> None:
    """Each screen of one text, and the placeholders of all its words."""
    for source in told.screens:
        _amounts(told, source)
        _submit(told, source)
        _end(told, source)
        _url(told, source)
        for field in source.screen.fields:
            _field(told, source, field)
    _placeholders(told)
    _otp(told)


def _amounts(told: Told, source: ScreenSource) -> None:
    screen = source.screen
    for name, most in MOST.items():
        number = len(getattr(screen, name))
        if number > most:
            says = f"The screen has {number} {name}; {most} is the most: make two screens of it."
            told.error(source.line, f"too-many-{name}", says)
    names = [field.name for field in screen.fields]
    for place, name in enumerate(names):
        if name in names[:place]:
            told.error(source.line, "duplicate-field", f"The field `{name}` stands on this screen twice: rename one.")
    if screen.spots and not any(spot.is_suspicious for spot in screen.spots):
        told.error(
            source.lines["spot.1"], "no-sign", "Nothing on this screen is suspicious: mark at least one line with [x]."
        )


def _submit(told: Told, source: ScreenSource) -> None:
    screen = source.screen
    sending = [action for action in screen.actions if action.is_submit]
    has_task = bool(screen.fields or screen.spots)
    if has_task and not sending and screen.result is None:
        says = "The screen has something to fill in and no button that sends it: write {submit} after one."
        told.error(source.line, "no-submit", says)
    if len(sending) > 1:
        says = "Two buttons of this screen send it: leave {submit} at one."
        told.error(source.lines[f"action.{sending[1].key}"], "second-submit", says)
    if screen.points and not has_task:
        says = "A screen's points are earned by fields and spots, and it has none: give the points to a button."
        told.error(source.line, "idle-points", says)
    if has_task and screen.result is None and not screen.points:
        says = "Nothing is earned by filling in this screen: give it points=1 or more."
        told.warn(source.line, "no-screen-points", says)


def _end(told: Told, source: ScreenSource) -> None:
    screen = source.screen
    is_end = screen.surface is Surface.END
    if is_end and screen.result is None:
        told.error(source.line, "end-result", "Say how it ends here: write {.end result=pass} or {.end result=fail}.")
    if not is_end and screen.result is not None:
        told.error(source.line, "end-result", "Only a screen of the kind .end has a result: take `result` out.")
    if is_end and (screen.fields or screen.spots or screen.actions):
        told.error(source.line, "end-goes-on", "The scenario ends on this screen: take its fields and buttons out.")
    if is_end and source is told.screens[0]:
        told.error(source.line, "end-first", "The scenario begins with its end: put another screen first.")


def _url(told: Told, source: ScreenSource) -> None:
    screen = source.screen
    if screen.surface is Surface.BROWSER and not screen.url:
        says = 'A browser shows an address: write {.browser url="https://my.gov.uz.example/"}.'
        told.error(source.line, "no-url", says)
    if screen.surface is not Surface.BROWSER and screen.url:
        told.error(source.line, "idle-url", "Only a browser shows an address: take `url` out, or make it .browser.")
    if screen.url and not _is_example(screen.url):
        says = f"`{screen.url[:60]}` must be https:// or http:// and a name that ends in .example."
        told.error(source.line, "bad-url", says)


def _is_example(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    is_plain = url.isprintable() and not set(url) & set(" <>\"'\\") and "@" not in parts.netloc
    return is_plain and parts.scheme in {"https", "http"} and (parts.hostname or "").endswith(ENDING)


def _field(told: Told, source: ScreenSource, field: PracticeField) -> None:
    line = source.lines.get(f"field.{field.name}", source.line)
    answers = [told.fill_in(answer) for answer in field.answers]
    if field.kind in CHOICES and field.options:
        if not answers or any(answer not in field.options for answer in answers):
            says = f"`answer` must be one of {', '.join(field.options)}."
            told.error(line, "bad-answer", says)
        if field.kind is not FieldKind.SELECT_MULTIPLE and len(answers) > 1:
            told.error(line, "bad-answer", "One option is chosen here: write one `answer`.")
        return
    if field.kind is FieldKind.OTP and field.answers != (OTP,):
        told.error(line, "bad-answer", f'A code is compared with the one that was sent: write answer: "{OTP}".')
        return
    for answer in answers:
        if OTP not in answer and not is_well_formed(field, answer):
            says = f"The answer of `{field.name}` fails its own check: correct `answer`, `type` or `check`."
            told.error(line, "answer-fails", says)


def _placeholders(told: Told) -> None:
    texts = [(piece.text, piece.line) for piece in told.text.words.pieces]
    for source in told.screens:
        for field in source.screen.fields:
            texts += [(answer, source.lines.get(f"field.{field.name}", source.line)) for answer in field.answers]
    for text, line in texts:
        for name in names_in(text):
            own = persona_name(name)
            if name != "otp" and (own is None or own not in told.persona):
                known = ", ".join(["otp", *(f"persona.{each}" for each in told.persona)])
                says = f"`{{{{ {name} }}}}` is not known: there are {known}."
                told.error(line + _line_in(text, name), "unknown-placeholder", says)


def _line_in(text: str, name: str) -> int:
    return text.count("\n", 0, max(text.find(name), 0))


def _otp(told: Told) -> None:
    asking = [source for source in told.screens if any(_asks(field) for field in source.screen.fields)]
    showing = [source for source in told.screens if source.screen.shows_otp]
    renewing = [source for source in told.screens if any(action.is_new_otp for action in source.screen.actions)]
    if told.facts.otp is None:
        for source in {each.line: each for each in (*asking, *showing, *renewing)}.values():
            says = "A code is used here: write `otp: {length: 5, seconds: 120}` at the top of the file."
            told.error(source.line, "no-otp", says)
    elif asking and not showing:
        says = f"The code is asked for and shown nowhere: write {OTP} on the screen where it comes."
        told.error(asking[0].line, "otp-not-shown", says)
    bodies = {f"{source.screen.id}.body" for source in told.screens}
    for piece in told.text.words.pieces:
        if shows_otp(piece.text) and piece.name not in bodies:
            told.error(piece.line, "otp-place", f"{OTP} may stand in the text of a screen only: move it there.")


def _asks(field: PracticeField) -> bool:
    return field.kind is FieldKind.OTP or OTP in field.answers
