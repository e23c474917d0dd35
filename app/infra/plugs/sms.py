"""SMS by a gateway over HTTP: one POST a letter, in the words that the gateway wants, as a setting says them.

The body is JSON with `{phone}` (digits only), `{text}`, `{sender}` and `{id}` (ours, the same at every try) in its
texts, so that it fits flat gateways (Eskiz) and nested ones (Play Mobile) alike.
"""

import json
from dataclasses import dataclass, field

from app.infra.outbox import Envelope
from app.infra.plugs.web import post
from app.kernel.blanks import fill_in


@dataclass(frozen=True, kw_only=True)
class SmsGateway:
    """A gateway, as the settings describe it."""

    url: str
    token: str = field(repr=False)
    """The value after `Bearer`, or a whole header value such as `Basic dXNlcjpwYXNz`."""
    sender: str
    body: str
    is_form: bool = False
    is_repeatable: bool = False

    def deliver(self, envelope: Envelope) -> None:
        """POST it; what a status or a silence means is judged by `web`."""
        values = {
            "{phone}": "".join(char for char in envelope.address if char.isdecimal()),
            "{text}": envelope.text,
            "{sender}": self.sender,
            "{id}": envelope.id,
        }
        body = fill_in(json.loads(self.body), values)
        headers = {"Authorization": self.token if " " in self.token else f"Bearer {self.token}"} if self.token else {}
        post(self.url, headers=headers, **({"data": body} if self.is_form else {"json": body})).close()
