"""A bare page that fills the first congestion window: 14 KB of HTML, nothing to fetch after it."""

import random

WORDS = 2_050
SIZE = 14_000


def page():
    """The page: words that say nothing, cut to the size."""
    letters = random.Random(14)
    text = " ".join("".join(letters.choices("abdeghiklmnoqrstuvxyz", k=6)) for _ in range(WORDS))
    head = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page</title></head><body><h1>Page</h1><p>'
    return (head + text)[:SIZE].encode()


BODY = page()


def app(_environ, start_response):
    """The page at every address."""
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(BODY)))])
    return [BODY]
