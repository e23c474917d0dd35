"""Somebody without a mouse: Tab until a thing is reached, and nothing on the way that cannot be seen."""

from playwright.sync_api import Locator

from tests.support.browsing import Learner

MOST_STOPS = 200
THINNEST = 2
SEEN = """() => {
  const one = document.activeElement, style = getComputedStyle(one), box = one.getBoundingClientRect();
  return {
    tag: one.outerHTML.slice(0, 120),
    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    is_in_view: box.bottom > 0 && box.top < innerHeight && box.right > 0,
  };
}"""


def go_to(learner: Learner, wanted: Locator) -> None:
    """Press Tab until this is reached; whatever is passed on the way must be seen to have the focus."""
    for _ in range(MOST_STOPS):
        learner.page.keyboard.press("Tab")
        seen = learner.page.evaluate(SEEN)
        assert seen["outline"] >= THINNEST, f"{learner.path}: no focus to be seen on {seen['tag']}"
        assert seen["is_in_view"], f"{learner.path}: out of view: {seen['tag']}"
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{learner.path}: {wanted} cannot be reached")


def press(learner: Learner, key: str = "Enter") -> None:
    """Press a key that leads to another page."""
    with learner.page.expect_navigation():
        learner.page.keyboard.press(key)
