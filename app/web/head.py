"""What search engines and messengers are told of a page in its head. Only visitors' pages carry it: others are private.

Addresses are absolute and come from PUBLIC_URL, whichever name the page was asked for under.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from markupsafe import Markup

from app.kernel.locale import Tag, get_language
from app.web.i18n import current_language, offered
from app.web.previews import Preview, key_of
from app.web.room import Policy, policy_of

JSON_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"}
"""Nothing in a data block can end it, or begin a comment that hides its end."""


@dataclass(frozen=True, kw_only=True)
class Alternate:
    """The same page in one of the languages that it exists in."""

    tag: Tag
    html_lang: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Head:
    """A page as others refer to it."""

    url: str
    alternates: tuple[Alternate, ...]
    default_url: str
    """For a reader of any other language."""
    locale: str
    other_locales: tuple[str, ...]


def head() -> Head | None:
    """What this page's head says; None for a page that is not the same for every visitor, or has no language."""
    policy = policy_of(request.endpoint)
    arguments = dict(request.view_args or {})
    if policy is None or policy.public is None or "lang" not in arguments:
        return None
    own = arguments.pop("lang")
    found = alternates_of(str(request.endpoint), arguments)
    url = next((each.url for each in found if each.tag == own), None)
    if url is None:
        return None
    locales = dict.fromkeys(get_language(each.tag).open_graph for each in found)
    return Head(
        url=url,
        alternates=found,
        default_url=found[0].url,
        locale=current_language().open_graph,
        other_locales=tuple(locale for locale in locales if locale != current_language().open_graph),
    )


def alternates_of(endpoint: str, arguments: Mapping[str, Any]) -> tuple[Alternate, ...]:
    """The languages that a public page exists in, in the order of the site; `arguments` are those without `lang`."""
    policy = policy_of(endpoint)
    every = policy.public() if policy and policy.public else ()
    there = {one["lang"] for one in every if {**arguments, "lang": one.get("lang")} == one}
    return tuple(
        Alternate(
            tag=tag, html_lang=get_language(tag).html_lang, url=public(url_for(endpoint, **{**arguments, "lang": tag}))
        )
        for tag in offered()
        if tag in there
    )


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A page that search engines may list, in all its languages."""

    arguments: Mapping[str, Any]
    """Those of its address, without `lang`."""
    alternates: tuple[Alternate, ...]


def public_pages() -> list[PublicPage]:
    """Every page that search engines may list. Files (their address has no slash at the end) are none."""
    table: Mapping[str, Policy] = current_app.extensions["policies"]
    found = []
    for endpoint, policy in table.items():
        is_page = all(rule.rule.endswith("/") for rule in current_app.url_map.iter_rules(endpoint))
        if policy.public is not None and is_page:
            every = [{name: value for name, value in one.items() if name != "lang"} for one in policy.public()]
            once = {tuple(sorted(one.items())): one for one in every}
            found += [PublicPage(arguments=one, alternates=alternates_of(endpoint, one)) for one in once.values()]
    return found


def public(path: str) -> str:
    """The address of a page as the world knows it."""
    return f"{current_app.config['PUBLIC_URL']}{path}"


def public_host() -> str:
    """The name that the site is known by, with its port where it has one of its own."""
    return urlsplit(str(current_app.config["PUBLIC_URL"])).netloc


def picture_url(preview: Preview) -> str:
    """Where the picture of a page is found, drawn or not."""
    return public(url_for("courses.picture", key=key_of(preview)))


def data_block(value: object) -> Markup:
    """JSON to stand in a script element that is data and is not run."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup("".join(JSON_ESCAPES.get(char, char) for char in text))  # noqa: S704 - escaped for where it stands
