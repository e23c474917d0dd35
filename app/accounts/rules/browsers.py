"""A coarse word for a browser, from what it says of itself: enough to know one's own phone, too little to follow it."""

_BROWSERS = (
    ("YaBrowser", "Yandex"),
    ("SamsungBrowser", "Samsung"),
    ("OPR/", "Opera"),
    ("Opera", "Opera"),
    ("UCBrowser", "UC"),
    ("MiuiBrowser", "Mi"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""The first that is found counts: most others call themselves Chrome and Safari too."""
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)
_LONGEST = 400


def name_browser(user_agent: str) -> str:
    """«Chrome, Android»; only words of our own lists, whatever was sent. Empty when nothing is known."""
    sent = user_agent[:_LONGEST]
    return ", ".join(name for table in (_BROWSERS, _SYSTEMS) if (name := _first(table, sent)))


def _first(table: tuple[tuple[str, str], ...], sent: str) -> str:
    return next((name for sign, name in table if sign in sent), "")
