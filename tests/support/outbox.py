"""A gateway in place of the page, for tests of letters: it answers as it is told and remembers what it was given."""

from contextlib import contextmanager

from app.infra.outbox import Channel, Outbox


class Gateway:
    """Raises the next of its answers that is no None."""

    def __init__(self, *answers, is_repeatable=False):
        self.answers = list(answers)
        self.is_repeatable = is_repeatable
        self.given = []

    def deliver(self, envelope):
        self.given.append(envelope)
        answer = self.answers.pop(0) if self.answers else None
        if answer is not None:
            raise answer


@contextmanager
def gateways(app, plugs, limits=None):
    """An outbox with these plugs, by channel, while the block lasts."""
    before = app.extensions["outbox"]
    app.extensions["outbox"] = Outbox(plugs, limits)
    try:
        yield app.extensions["outbox"]
    finally:
        app.extensions["outbox"] = before


def everywhere(gateway):
    """The same gateway for every channel."""
    return dict.fromkeys(Channel, gateway)
