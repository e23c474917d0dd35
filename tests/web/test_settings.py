"""The site does not start with a setting that would betray it."""

import stat

import pytest

from app.infra.outbox import Channel
from app.infra.plugs.choice import build_bot, build_outbox
from config import Settings, SettingsError


def settings(tmp_path, **env):
    return Settings.from_env({"DATA_DIR": str(tmp_path)} | env)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 31),
        ("PUBLIC_URL", "savodxon.uz"),
        ("PUBLIC_URL", "ftp://savodxon.uz"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "javascript:alert(1)"),
        ("LANGUAGES", "uz xx"),
        ("LANGUAGES", ","),
        ("WORKER", "fibre"),
        ("MESSAGES", "pigeon"),
        ("SMS_URL", "notify.example"),
        ("SMS_FORMAT", "xml"),
        ("SMS_REPEATABLE", "perhaps"),
        ("SMS_BODY", "{phone} {text}"),
        ("SMS_BODY", '{"to": "{phone}"}'),
        ("SMTP_SECURITY", "tls1"),
        ("SMTP_PORT", "0"),
        ("SMTP_PORT", "x"),
        ("SMTP_PORT", "99999999999999999999"),
        ("TELEGRAM_API", "api.telegram.org"),
        ("MESSAGES_TO_ONE", "0"),
        ("MESSAGES_TO_ALL", "-1"),
    ],
)
def test_ad06_a_bad_setting_stops_the_start_and_is_named(tmp_path, name, value):
    with pytest.raises(SettingsError, match=name):
        settings(tmp_path, **{name: value})


def test_ad06_without_a_key_one_is_made_once_and_read_by_its_owner_only(tmp_path):
    first, second = settings(tmp_path), settings(tmp_path)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 64
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


def test_two_installations_have_two_keys_and_two_names(tmp_path):
    first, second = settings(tmp_path / "a"), settings(tmp_path / "b")
    assert first.secret_key != second.secret_key
    assert first.node_id != second.node_id


def test_the_key_is_not_shown_with_the_settings(tmp_path):
    one = settings(tmp_path)
    assert one.secret_key not in repr(one)


def test_an_empty_setting_is_one_that_is_not_given(tmp_path):
    one = settings(tmp_path, PUBLIC_URL="", SECRET_KEY="", WORKER="", ORGANISER="", NODE_ID="")
    assert (one.public_url, one.worker, one.organiser) == ("http://127.0.0.1:8000", "thread", "Savodxon")


def test_the_site_answers_to_its_public_name_to_more_when_told_and_to_its_own_machine(tmp_path):
    one = settings(tmp_path, PUBLIC_URL="https://savodxon.uz/", TRUSTED_HOSTS="a.uz, b.uz")
    assert one.public_url == "https://savodxon.uz"
    assert one.is_https
    assert one.hosts == ("savodxon.uz", "a.uz", "b.uz", "127.0.0.1", "localhost")
    assert not settings(tmp_path).is_https


def test_a_telegram_name_is_taken_with_its_sign_or_without(tmp_path):
    assert settings(tmp_path, HELP_TELEGRAM="@savodxon").help_telegram == "savodxon"


PUBLIC = {"PUBLIC_URL": "https://savodxon.uz"}
BOT = {"TELEGRAM_BOT": "@savodxon_bot", "TELEGRAM_TOKEN": "1:geheim"}


@pytest.mark.parametrize(
    ("env", "named"),
    [
        (PUBLIC | {"MESSAGES": "page"}, "MESSAGES"),
        ({"MESSAGES": "page", "SMS_URL": "https://sms.example"}, "MESSAGES"),
        ({"SMTP_HOST": "mail.example"}, "SMTP_FROM"),
        ({"SMTP_HOST": "mail.example", "SMTP_FROM": "a@b.uz", "SMTP_SECURITY": "none"}, "SMTP_SECURITY"),
        ({"TELEGRAM_BOT": "x"}, "TELEGRAM_TOKEN"),
        ({"TELEGRAM_TOKEN": "x"}, "TELEGRAM_BOT"),
        ({"SMS_FORMAT": "form", "SMS_BODY": '{"a": ["{phone}", "{text}"]}'}, "SMS_BODY"),
    ],
)
def test_ad06_settings_of_messages_that_do_not_go_together_stop_the_start(tmp_path, env, named):
    with pytest.raises(SettingsError, match=named):
        settings(tmp_path, **env)


@pytest.mark.parametrize(
    ("env", "shows"),
    [
        ({}, True),
        ({"PUBLIC_URL": "http://localhost:8000"}, True),
        ({"MESSAGES": "none"}, False),
        (PUBLIC, False),
        ({"PUBLIC_URL": "http://192.168.1.5"}, False),
        ({"PUBLIC_URL": "http://localhost.evil.uz"}, False),
        ({"SMS_URL": "https://sms.example"}, False),
        (BOT, False),
    ],
)
def test_letters_are_shown_only_on_this_machine_and_only_without_a_gateway(tmp_path, env, shows):
    assert (settings(tmp_path, **env).letters.messages == "page") is shows


def test_each_gateway_that_is_set_serves_its_channel_and_no_other(tmp_path):
    mail = {"SMTP_HOST": "mail.example", "SMTP_FROM": "a@b.uz", "SMTP_SECURITY": "ssl"}
    chosen = settings(tmp_path, **PUBLIC, **mail, **BOT).letters
    assert chosen.smtp_port == 465
    assert set(build_outbox(chosen).plugs) == {Channel.EMAIL, Channel.TELEGRAM}
    assert build_bot(chosen).name == "savodxon_bot"
    assert build_outbox(settings(tmp_path, **PUBLIC).letters).plugs == {}


def test_no_key_of_a_gateway_is_shown_with_the_settings(tmp_path):
    told = repr(settings(tmp_path, SMS_TOKEN="t0kenn", SMTP_PASSWORD="p4ss", **BOT))
    assert "t0kenn" not in told
    assert "p4ss" not in told
    assert "geheim" not in told
