"""Many people at once at a real port: each keeps a cookie and a token, and posts as a browser does."""

import http.client
import re
import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass

TOKEN = re.compile(r'name="_token" value="(\w+)"')
PATIENCE = 30
"""Seconds that somebody waits for an answer."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What came back."""

    status: int
    location: str
    text: str
    retry_after: str
    """When to come again, in seconds; empty when nothing is said of it."""


class Somebody:
    """A browser without a screen. Safe for several threads at once: each request has a connection of its own."""

    def __init__(self, port: int) -> None:
        self._port = port
        self.cookies: dict[str, str] = {}
        self.token = ""

    def get(self, path: str) -> Reply:
        """The page, without going on redirects; its token is kept."""
        reply = self._ask("GET", path, None)
        found = TOKEN.search(reply.text)
        if found:
            self.token = found.group(1)
        return reply

    def post(self, path: str, fields: Mapping[str, str] | None = None) -> Reply:
        """What comes of sending this."""
        body = urllib.parse.urlencode({"_token": self.token, **(fields or {})})
        return self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None) -> Reply:
        headers = {"Host": "127.0.0.1", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                name, _, value = cookie.split(";", 1)[0].partition("=")
                self.cookies[name] = value
            return Reply(
                status=answer.status,
                location=urllib.parse.urlsplit(answer.headers.get("Location", "")).path,
                text=answer.read().decode(),
                retry_after=answer.headers.get("Retry-After", ""),
            )
        finally:
            connection.close()
