"""A class on its own network: which address is printed, and that a phone can read it off the laptop's screen."""

import pytest
import zxingcpp
from PIL import Image

from app.kernel import lan
from config import Settings
from tools.terminal import BLOCKS, draw_qr

pytestmark = pytest.mark.pure
OWN = "10.42.0.1"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - what an operator writes, not where anything listens


@pytest.fixture
def network(monkeypatch):
    monkeypatch.setattr(lan, "list_addresses", lambda: (OWN, "192.168.7.2"))


def settings(folder, **env):
    return Settings.from_env({"DATA_DIR": str(folder), **env})


@pytest.mark.usefixtures("network")
def test_a_class_is_served_under_the_address_of_the_network(tmp_path):
    found = settings(tmp_path, HOST=EVERYWHERE, PORT="8032")
    assert (found.public_url, found.is_https, found.is_for_class) == (f"http://{OWN}:8032", False, True)
    assert {OWN, "192.168.7.2", "127.0.0.1"} <= set(found.hosts)
    assert found.letters.messages == "none", "letters are shown to nobody but on this machine"
    assert settings(tmp_path, HOST=EVERYWHERE, PORT="80").public_url == f"http://{OWN}"


@pytest.mark.usefixtures("network")
def test_an_address_that_is_set_is_the_one_that_is_printed(tmp_path):
    found = settings(tmp_path, HOST=EVERYWHERE, PUBLIC_URL="http://markaz.lan")
    assert found.public_url == "http://markaz.lan"
    assert OWN in found.hosts


@pytest.mark.usefixtures("network")
def test_without_a_host_only_this_machine_is_served(tmp_path):
    found = settings(tmp_path)
    assert (found.public_url, found.is_for_class) == ("http://127.0.0.1:8000", False)
    assert OWN not in found.hosts


def test_addresses_are_found_without_asking_anybody():
    assert all(one.count(".") == 3 and not one.startswith("127.") for one in lan.list_addresses())
    assert lan.reached_at("10.0.0.7") == "10.0.0.7"


def test_the_code_in_the_terminal_leads_to_the_address():
    halves = {sign: both for both, sign in BLOCKS.items()}
    lines = draw_qr(f"http://{OWN}:8000/").splitlines()
    rows = [[halves[sign][half] for sign in line] for line in lines for half in (0, 1)]
    shown = Image.new("1", (len(rows[0]), len(rows)))
    shown.putdata([is_light for row in rows for is_light in row])
    picture = shown.convert("L").resize((shown.width * 6, shown.height * 6), Image.Resampling.NEAREST)
    assert [found.text for found in zxingcpp.read_barcodes(picture)] == [f"http://{OWN}:8000/"]
