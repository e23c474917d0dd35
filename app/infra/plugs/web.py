"""Asking a gateway over HTTP, once: what its answer, or its silence, says about whether it took the letter.

Nothing is asked twice from here, no redirect is followed, no proxy or password of the machine's environment is used.
"""

import json
import ssl
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

import requests
from urllib3.exceptions import MaxRetryError, NewConnectionError

from app.infra.outbox import NotNowError, RefusedError

SECONDS = 5.0
MOST_BYTES = 1 << 20
OURS_TO_MEND = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.PAYMENT_REQUIRED, HTTPStatus.NOT_FOUND})
"""The gateway minds our key, our purse or our address for it, not this letter."""
NOT_TAKEN = OURS_TO_MEND | {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS}
UNKNOWING = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Answers of a machine in between, which does not know what became of the letter behind it."""


class BrokenOffError(Exception):
    """The letter was on its way when the line broke: nobody knows whether it was taken."""


def post(url: str, *, headers: Mapping[str, str], **body: Any) -> requests.Response:  # noqa: ANN401 - its keywords are json and data
    """The answer that took it. NotNowError, RefusedError, BrokenOffError; the errors name neither address nor words."""
    try:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.post(
                url, headers=headers, timeout=(SECONDS, SECONDS), allow_redirects=False, stream=True, **body
            )
    except requests.exceptions.RequestException as error:
        if _is_unsent(error):
            raise NotNowError from None
        raise BrokenOffError from None
    try:
        judge(answer.status_code)
    except BaseException:
        answer.close()
        raise
    return answer


def judge(status: int) -> None:
    """What a status says about the letter. NotNowError, RefusedError, BrokenOffError; nothing when it was taken.

    A gateway that answers 500 says that it failed and did not take it; a 502 or 504 is said by somebody in between.
    """
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
        return
    if status in UNKNOWING:
        raise BrokenOffError
    if status in NOT_TAKEN or not HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNowError
    raise RefusedError


def read_json(answer: requests.Response) -> Any:  # noqa: ANN401 - any JSON value
    """What a gateway says. ValueError when it is too long or no JSON."""
    said = answer.raw.read(MOST_BYTES + 1, decode_content=True)
    if len(said) > MOST_BYTES:
        raise ValueError("an answer without end")
    return json.loads(said)


def _is_unsent(error: BaseException) -> bool:
    """Whether it failed before a byte of the letter was sent: no connection, or a certificate that is not the one."""
    return any(
        isinstance(cause, requests.exceptions.ConnectTimeout | NewConnectionError | ssl.SSLCertVerificationError)
        for cause in _causes(error)
    )


def _causes(error: object) -> Iterator[object]:
    while isinstance(error, BaseException):
        yield error
        inner = error.reason if isinstance(error, MaxRetryError) else next(iter(error.args), None)
        error = inner if isinstance(inner, BaseException) else error.__cause__ or error.__context__
