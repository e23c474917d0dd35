"""The two alphabets of Uzbek and the way between them. `app/kernel/uzbek.py` is the door; nobody else enters here."""
