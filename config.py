"""Settings: the one place that reads the environment. Each field says what it is for and what happens without it."""

import os
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from app.kernel import lan
from app.kernel.blanks import is_body_with
from app.kernel.locale import LANGUAGES, Tag

ROOT = Path(__file__).resolve().parent
SHORTEST_KEY = 32
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})
ESKIZ = '{"mobile_phone": "{phone}", "message": "{text}", "from": "{sender}", "user_sms_id": "{id}"}'
SMTP_PORTS = {"starttls": 587, "ssl": 465, "none": 25}
LAST_PORT = 65_535


class SettingsError(ValueError):
    """A setting that the site must not start with; the text says which one and what to do."""


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _folder(text: str) -> Path | None:
    return Path(text).resolve() if text else None


def _switch(name: str, text: str) -> bool:
    if text not in {"on", "off"}:
        raise SettingsError(f"{name} is {text!r}: use on or off.")
    return text == "on"


def _port(name: str, text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) > LAST_PORT:
        raise SettingsError(f"{name} is {text!r}: use a number of a port.")
    return int(text)


def share_metrics(folder: Path) -> None:
    """Tell the library that counts where all processes keep their counts; it looks nowhere but in the environment."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


def _kept_secret(folder: Path, name: str, size: int) -> str:
    """A random text made once and kept in a file that only its owner reads; whoever links it first has made it."""
    path = folder / name
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=folder)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_hex(size))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
        Path(temporary).unlink()
    return path.read_text().strip()


def _number(env: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = env.get(name) or str(default)
    if not text.isascii() or not text.isdecimal() or not 0 < int(text[:9]) <= most:
        raise SettingsError(f"{name} is {text!r}: a whole number from 1 to {most} is wanted.")
    return int(text)


def _is_web_address(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and bool(urlsplit(url).hostname)


def _is_local(url: str) -> bool:
    return urlsplit(url).hostname in THIS_MACHINE


@dataclass(frozen=True, kw_only=True)
class MessageSettings:
    """How letters to people leave. Without any gateway they are read on a page (a first look), or cannot be sent."""

    messages: str = "none"
    """MESSAGES: `page` shows letters on the site, for a first look on this machine; `none` does not. A gateway that is
    set is used in any case. Default: `page` when PUBLIC_URL is this machine and no gateway is set, else `none`."""
    sms_url: str = ""
    """SMS_URL: where the SMS gateway takes a POST; empty: no SMS."""
    sms_token: str = field(default="", repr=False)
    """SMS_TOKEN: the value after `Bearer`, or a whole header value such as `Basic …`."""
    sms_sender: str = ""
    """SMS_SENDER: the name or number that the gateway sends from."""
    sms_body: str = ESKIZ
    """SMS_BODY: JSON with {phone}, {text}, {sender} and {id} in the places where the gateway wants them."""
    sms_format: str = "json"
    """SMS_FORMAT: `json`, or `form` for a gateway that takes forms."""
    sms_repeatable: str = "no"
    """SMS_REPEATABLE: `yes` when the gateway sends one SMS for the same {id}, however often it is asked."""
    smtp_host: str = ""
    """SMTP_HOST: the server that takes our e-mail; empty: no e-mail."""
    smtp_port: int = 587
    """SMTP_PORT: default 587, 465 or 25, as SMTP_SECURITY says."""
    smtp_security: str = "starttls"
    """SMTP_SECURITY: `starttls`, `ssl`, or `none` for a server on this machine."""
    smtp_user: str = ""
    """SMTP_USER: the name to sign in there with; empty: without."""
    smtp_password: str = field(default="", repr=False)
    """SMTP_PASSWORD: its password."""
    smtp_from: str = ""
    """SMTP_FROM: the address that e-mail comes from."""
    telegram_bot: str = ""
    """TELEGRAM_BOT: the bot's name without @; empty: no Telegram."""
    telegram_token: str = field(default="", repr=False)
    """TELEGRAM_TOKEN: the bot's token, as BotFather gave it."""
    telegram_api: str = "https://api.telegram.org"
    """TELEGRAM_API: another Bot API server."""
    to_one: int = 5
    """MESSAGES_TO_ONE: at most so many letters a day to one person or address for one purpose."""
    to_all: int = 5000
    """MESSAGES_TO_ALL: at most so many letters a day in all."""

    def __post_init__(self) -> None:
        for name, value, known in (
            ("MESSAGES", self.messages, {"page", "none"}),
            ("SMS_FORMAT", self.sms_format, {"json", "form"}),
            ("SMS_REPEATABLE", self.sms_repeatable, {"yes", "no"}),
            ("SMTP_SECURITY", self.smtp_security, set(SMTP_PORTS)),
        ):
            if value not in known:
                raise SettingsError(f"{name} is {value!r}: use one of {', '.join(sorted(known))}.")
        for name, value in (("SMS_URL", self.sms_url), ("TELEGRAM_API", self.telegram_api)):
            if value and not _is_web_address(value):
                raise SettingsError(f"{name} is not a web address: {value!r}.")
        if not is_body_with(self.sms_body, {"{phone}", "{text}"}, is_flat=self.sms_format == "form"):
            raise SettingsError("SMS_BODY must be JSON with {phone} and {text}, and without layers when it is a form.")
        if self.smtp_host and "@" not in self.smtp_from:
            raise SettingsError("SMTP_FROM is missing: set the address that e-mail comes from.")
        if self.smtp_host and self.smtp_security == "none" and self.smtp_host not in THIS_MACHINE:
            raise SettingsError("SMTP_SECURITY=none is for a server on this machine: use starttls or ssl.")
        if bool(self.telegram_bot) != bool(self.telegram_token):
            raise SettingsError("TELEGRAM_BOT and TELEGRAM_TOKEN go together: set both or none.")
        if self.messages == "page" and self.has_gateway:
            raise SettingsError("MESSAGES=page is for a first look: leave it out where a gateway is set.")

    @property
    def has_gateway(self) -> bool:
        """Whether letters really leave by any channel."""
        return bool(self.sms_url or self.smtp_host or self.telegram_bot)

    @classmethod
    def from_env(cls, env: Mapping[str, str], *, is_local: bool) -> "MessageSettings":
        """The gateways that the environment names. SettingsError."""
        security = env.get("SMTP_SECURITY") or "starttls"
        has_gateway = env.get("SMS_URL") or env.get("SMTP_HOST") or env.get("TELEGRAM_BOT")
        return cls(
            messages=env.get("MESSAGES") or ("page" if is_local and not has_gateway else "none"),
            sms_url=env.get("SMS_URL", ""),
            sms_token=env.get("SMS_TOKEN", ""),
            sms_sender=env.get("SMS_SENDER", ""),
            sms_body=env.get("SMS_BODY") or ESKIZ,
            sms_format=env.get("SMS_FORMAT") or "json",
            sms_repeatable=env.get("SMS_REPEATABLE") or "no",
            smtp_host=env.get("SMTP_HOST", ""),
            smtp_port=_number(env, "SMTP_PORT", SMTP_PORTS.get(security, 587), 65535),
            smtp_security=security,
            smtp_user=env.get("SMTP_USER", ""),
            smtp_password=env.get("SMTP_PASSWORD", ""),
            smtp_from=env.get("SMTP_FROM", ""),
            telegram_bot=env.get("TELEGRAM_BOT", "").lstrip("@"),
            telegram_token=env.get("TELEGRAM_TOKEN", ""),
            telegram_api=(env.get("TELEGRAM_API") or "https://api.telegram.org").rstrip("/"),
            to_one=_number(env, "MESSAGES_TO_ONE", 5, 1000),
            to_all=_number(env, "MESSAGES_TO_ALL", 5000, 10_000_000),
        )


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What one installation decides for itself."""

    data_dir: Path
    """DATA_DIR: database, releases, certificates and keys live here. Default: `var` beside this file."""
    public_url: str
    """PUBLIC_URL: the address printed in links and QR codes, without a slash at the end."""
    database_url: str
    """DATABASE_URL: SQLAlchemy address; default is SQLite in DATA_DIR."""
    secret_key: str = field(repr=False)
    """SECRET_KEY: at least 32 characters; made once into DATA_DIR when not given. Printed codes hang on it."""
    audit_key: str = field(repr=False)
    """AUDIT_KEY: seals the audit log; made once into DATA_DIR/keys when not given. Never change it."""
    second_step_key: str = field(repr=False)
    """SECOND_STEP_KEY: seals what staff members' codes are made from; made once into DATA_DIR/keys when not given.
    With another key nobody's codes fit any more, and each is given anew."""
    seal_key: str = field(repr=False)
    """SEAL_KEY: opens the files of the keys that sign certificates; made once into DATA_DIR/keys when not given."""
    node_id: str
    """NODE_ID: names this installation in every fact it writes; made once into DATA_DIR when not given."""
    trusted_hosts: tuple[str, ...]
    """TRUSTED_HOSTS: host names that the site answers to, besides the one of PUBLIC_URL and this machine. With
    HOST=0.0.0.0, for a class without internet, also every private address of this machine."""
    languages: tuple[Tag, ...]
    """LANGUAGES: tags offered to readers, the default first."""
    help_phone: str = ""
    """HELP_PHONE: the installation's own help number, shown on every page."""
    help_telegram: str = ""
    """HELP_TELEGRAM: the installation's Telegram name without @, shown on every page."""
    organiser: str = "Savodxon"
    """ORGANISER: who gives the courses; printed on certificates."""
    worker: str = "thread"
    """WORKER: `thread` runs jobs inside the web process; `none` leaves them to `flask --app wsgi jobs work`."""
    backup_dir: Path | None = None
    """BACKUP_DIR: where backups are kept; default is `backups` in DATA_DIR. Better a second disk."""
    backup_keys_dir: Path | None = None
    """BACKUP_KEYS_DIR: where the keys of each backup go; default is beside the rest of it."""
    backup_recipients: tuple[str, ...] = ()
    """BACKUP_RECIPIENTS: one or two age public keys (`age1…`) that backups are encrypted to; without it, none."""
    backs_up_daily: bool = True
    """BACKUP_DAILY: `on` makes a backup every night, `off` leaves it to the operator."""
    operator_email: str = ""
    """OPERATOR_EMAIL: gets the daily report, if the site can send e-mail."""
    metrics_port: int = 0
    """METRICS_PORT: the port on which `metrics serve` tells numbers to a monitor; without it nothing is counted."""
    is_for_class: bool = False
    """HOST: `0.0.0.0` serves a class on its own network, without internet; by default only this machine is served."""
    is_node_set: bool = False
    """Whether NODE_ID was given: then a restore cannot choose a new one by itself."""
    content_root: Path = ROOT
    """CONTENT_ROOT: the folder that holds `courses/`, `quizzes/` and `certificates/`."""
    letters: MessageSettings = field(default_factory=MessageSettings)
    """How letters to people leave."""
    is_testing: bool = False
    """Set by tests only: jobs wait until a test runs them, and a picture until somebody asks for it."""

    def __post_init__(self) -> None:
        if len(self.secret_key) < SHORTEST_KEY:
            raise SettingsError("SECRET_KEY is shorter than 32 characters: leave it out, or set a long random text.")
        if not _is_web_address(self.public_url):
            raise SettingsError(f"PUBLIC_URL is not a web address: {self.public_url!r}. Example: https://savodxon.uz")
        unknown = [tag for tag in self.languages if tag not in LANGUAGES]
        if unknown or not self.languages:
            raise SettingsError(f"LANGUAGES names no known language: {unknown}. Known: {', '.join(LANGUAGES)}")
        if self.worker not in {"thread", "none"}:
            raise SettingsError(f"WORKER is {self.worker!r}: use thread or none.")
        if self.letters.messages == "page" and not _is_local(self.public_url):
            raise SettingsError("MESSAGES=page would show people's letters to everybody: PUBLIC_URL is not local.")

    @property
    def backups(self) -> Path:
        """Where backups are kept."""
        return self.backup_dir or self.data_dir / "backups"

    @property
    def is_https(self) -> bool:
        """Whether readers reach the site over HTTPS: then cookies are Secure and carry the __Host- name."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name that a request may carry."""
        own = urlsplit(self.public_url).hostname or ""
        return tuple(dict.fromkeys((own, *self.trusted_hosts, "127.0.0.1", "localhost")))

    @classmethod
    def from_env(cls, env: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process. Raises SettingsError with what to mend."""
        env = os.environ if env is None else env
        data_dir = Path(env.get("DATA_DIR") or ROOT / "var").resolve()
        port = env.get("PORT") or "8000"
        host = env.get("HOST") or "127.0.0.1"
        public_url = (
            env.get("PUBLIC_URL") or f"http://{lan.reached_at(host)}{'' if port == '80' else f':{port}'}"
        ).rstrip("/")
        own_hosts = lan.list_addresses() if host in lan.EVERYWHERE else ()
        return cls(
            data_dir=data_dir,
            public_url=public_url,
            letters=MessageSettings.from_env(env, is_local=_is_local(public_url)),
            database_url=env.get("DATABASE_URL") or f"sqlite:///{data_dir / 'savodxon.db'}",
            secret_key=env.get("SECRET_KEY") or _kept_secret(data_dir, "secret-key", 32),
            audit_key=env.get("AUDIT_KEY") or _kept_secret(data_dir / "keys", "audit-key", 32),
            second_step_key=env.get("SECOND_STEP_KEY") or _kept_secret(data_dir / "keys", "second-step-key", 32),
            seal_key=env.get("SEAL_KEY") or _kept_secret(data_dir / "keys", "seal-key", 32),
            node_id=env.get("NODE_ID") or _kept_secret(data_dir, "node-id", 6),
            trusted_hosts=(*_words(env.get("TRUSTED_HOSTS", "")), *own_hosts),
            languages=tuple(Tag(tag) for tag in _words(env.get("LANGUAGES", "uz uz-Cyrl ru"))),
            help_phone=env.get("HELP_PHONE", ""),
            help_telegram=env.get("HELP_TELEGRAM", "").lstrip("@"),
            organiser=env.get("ORGANISER") or "Savodxon",
            worker=env.get("WORKER") or "thread",
            backup_dir=_folder(env.get("BACKUP_DIR", "")),
            backup_keys_dir=_folder(env.get("BACKUP_KEYS_DIR", "")),
            backup_recipients=_words(env.get("BACKUP_RECIPIENTS", "")),
            backs_up_daily=_switch("BACKUP_DAILY", env.get("BACKUP_DAILY") or "on"),
            operator_email=env.get("OPERATOR_EMAIL", ""),
            metrics_port=_port("METRICS_PORT", env.get("METRICS_PORT") or "0"),
            is_for_class=host in lan.EVERYWHERE,
            is_node_set=bool(env.get("NODE_ID")),
            content_root=Path(env.get("CONTENT_ROOT") or ROOT).resolve(),
        )
