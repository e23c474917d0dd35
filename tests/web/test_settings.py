"""The site does not start with a setting that would betray it."""

import stat

import pytest

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
