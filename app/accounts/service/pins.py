"""PINs for other rooms: what one must not be, and the name under which its tries are counted.

Whoever asks for a PIN counts the try first (`begin_try`), holds it against the hash outside of any transaction, and
settles the try when it was right: `app/accounts/routes/phones.py`.
"""

from app.accounts.rules.pins import PinProblem, check_pin, clean_pin, is_pin

__all__ = ["PinProblem", "check_pin", "clean_pin", "is_pin"]
