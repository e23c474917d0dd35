"""What is sealed opens with the same key, about the same thing, and in no other way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.infra.strongbox import SealedElsewhereError, seal, unseal

KEY = "k" * 32


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_a_secret_comes_out_as_it_went_in(secret, about):
    assert unseal(KEY, seal(KEY, secret, about=about), about=about) == secret


def test_the_same_secret_never_looks_the_same():
    assert seal(KEY, "x", about="a") != seal(KEY, "x", about="a")


@pytest.mark.parametrize("sealed", ["", "x", "no base 64 at all", "AAAA" * 20])
def test_what_was_never_sealed_does_not_open(sealed):
    with pytest.raises(SealedElsewhereError):
        unseal(KEY, sealed, about="a")


def test_another_key_or_another_thing_does_not_open_it():
    sealed = seal(KEY, "x", about="a")
    with pytest.raises(SealedElsewhereError):
        unseal("j" * 32, sealed, about="a")
    with pytest.raises(SealedElsewhereError):
        unseal(KEY, sealed, about="b")
