"""Answers to save under load: many visitors, each in an attempt of their own, as a script for wrk."""

import urllib.parse
from dataclasses import dataclass

from tests.bench.site import Person, pages_below


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One post to repeat: where to, whose cookie, what is sent."""

    path: str
    cookie: str
    body: str


def answers_to_give(port: int, people: int) -> list[Ask]:
    """Posts that save an answer, each by a new visitor in a new attempt at the first quiz of the catalogue."""
    quiz = next(path for path in pages_below(Person(port), ("uz",)) if "/quiz/" in path)
    return [_answer_of(Person(port), quiz) for _ in range(people)]


def _answer_of(person: Person, quiz: str) -> Ask:
    page = person.post(f"{quiz}begin", {})
    form = next(form for form in page.soup.find_all("form", method="post") if str(form["action"]).endswith("/answer"))
    named = form.find_all("input", attrs={"name": True})
    fields = {str(field["name"]): str(field.get("value") or "javob") for field in named}
    return Ask(path=str(form["action"]), cookie=person.cookie, body=urllib.parse.urlencode(fields))


def lua(asks: list[Ask]) -> str:
    """A script for wrk that sends these posts one after the other, round and round."""
    rows = ",\n".join(f"{{{_text(ask.path)}, {_text(ask.cookie)}, {_text(ask.body)}}}" for ask in asks)
    return f"""local asks = {{
{rows}
}}
local sent = 0
request = function()
  sent = sent + 1
  local ask = asks[sent % #asks + 1]
  local headers = {{["Cookie"] = ask[2], ["Content-Type"] = "application/x-www-form-urlencoded"}}
  return wrk.format("POST", ask[1], headers, ask[3])
end
"""


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
