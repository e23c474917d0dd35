"""Forms: every field has a label, every form says where it goes, and a personal page's form carries its token."""

from collections import defaultdict
from collections.abc import Iterator

from bs4 import Tag

from tests.support.page import Page, words_of

UNLABELLED = ("hidden", "submit", "button", "reset", "image")
GROUPED = ("radio", "checkbox")
AUTOCOMPLETE = {"tel": "tel", "email": "email", "password": ("current-password", "new-password")}


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the forms."""
    for form in page.soup.find_all("form"):
        yield from destination(page, form)
    for field in page.soup.find_all(["input", "select", "textarea"]):
        if field.get("type") not in UNLABELLED:
            yield from label(page, field)
    yield from groups(page)
    yield from buttons(page)


def destination(page: Page, form: Tag) -> Iterator[str]:
    """An action, a method, and proof that the form is ours where the page is for one person."""
    if not form.get("action"):
        yield "a form without an action"
    method = str(form.get("method", "")).lower()
    if method not in {"get", "post"}:
        yield f"the form to {form.get('action')} has no method"
    has_token = form.find("input", attrs={"name": "_token"}) is not None
    if method == "post" and not has_token and not page.is_kept_for_all:
        yield f"the form to {form.get('action')} carries no token"
    if has_token and (method == "get" or page.is_kept_for_all):
        yield f"the form to {form.get('action')} gives its token away"


def label(page: Page, field: Tag) -> Iterator[str]:
    """Words that say what to put in."""
    name = f"<{field.name} name={field.get('name')!r}>"
    pointing = page.soup.find("label", attrs={"for": field.get("id")}) if field.get("id") else None
    holding = field.find_parent("label")
    said = words_of(pointing) or words_of(holding) or field.get("aria-label") or field.get("aria-labelledby")
    if not said:
        yield f"{name} has no label"
    if field.get("placeholder") and not (pointing or holding):
        yield f"{name} has a placeholder for a label"
    wanted = AUTOCOMPLETE.get(str(field.get("type")))
    if wanted and field.get("autocomplete") not in ((wanted,) if isinstance(wanted, str) else wanted):
        given = field.get("autocomplete")
        if not (given and {"tel", "email", "username"} & set(str(given).split())):
            yield f"{name} does not say what the browser may fill in"


def groups(page: Page) -> Iterator[str]:
    """Choices that belong together stand in a fieldset with a legend, or a group with a name."""
    kin = defaultdict(list)
    for field in page.soup.find_all("input", type=list(GROUPED)):
        kin[id(field.find_parent("form")), field.get("name")].append(field)
    for (_, name), fields in kin.items():
        if len(fields) > 1 and not all(_is_in_group(field) for field in fields):
            yield f"the choices {name!r} are not in a fieldset with a legend"


def _is_in_group(field: Tag) -> bool:
    fieldset = field.find_parent("fieldset")
    if fieldset and words_of(fieldset.find("legend")):
        return True
    group = field.find_parent(attrs={"role": ["group", "radiogroup"]})
    return bool(group and (group.get("aria-labelledby") or group.get("aria-label")))


def buttons(page: Page) -> Iterator[str]:
    """A form can be sent without a script; a button outside of forms is one that a script makes live."""
    for form in page.soup.find_all("form"):
        if not any(field.get("type", "submit") == "submit" for field in form.find_all("button")):
            yield f"the form to {form.get('action')} has no submit button"
    for button in page.soup.find_all("button"):
        if not button.find_parent("form") and not button.get("form") and button.get("type") != "button":
            yield f"the button «{words_of(button)}» sends nothing"
