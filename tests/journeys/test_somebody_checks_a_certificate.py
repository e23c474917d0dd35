"""The verifier in a real browser: what it believes, what it refuses, and what it says without internet."""

import base64
from datetime import date, timedelta
from io import BytesIO

import cbor2
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageFilter
from playwright.sync_api import expect

from app.certificates.routes import verifier
from tests.support.browser import DESK, PHONE, Site, wait_until
from tests.support.inspection import inspect
from tests.support.sealing import (
    CYRILLIC,
    EPOCH,
    LATIN,
    TITLE,
    Mint,
    PaperKey,
    SealKey,
    WithList,
    body,
    delegated,
    digits_of,
    grant,
    print_paper,
    seal,
    url64,
)

LANGUAGES = {
    "uz": ("uz-UZ", "Sertifikat haqiqiy"),
    "uz-Cyrl": ("uz-Cyrl", "Сертификат ҳақиқий"),
    "ru": ("ru-RU", "Сертификат подлинный"),
}
NO_SUBTLE = "Object.defineProperty(Crypto.prototype, 'subtle', { value: undefined })"
NO_BIGINT = "delete window.BigInt"
SETTLED = """() => {
    const one = document.querySelector("#verifier section:not([hidden])");
    return one && one.dataset.on !== "busy";
}"""
FILLED = "name => document.querySelector('[data-of=name]').textContent === name"
READ = """async digits => {
    try {
        await savodxon.list();
        return (await savodxon.read(digits)).is.join(" ");
    } catch (why) { return typeof why === "string" ? why : "altered"; }
}"""


@pytest.fixture
def mint():
    return Mint()


@pytest.fixture
def listed(app, mint):
    served = WithList(app)
    served.answer = mint.list()
    return served


@pytest.fixture
def live(listed):
    site = Site(listed)
    yield site
    site.down()


def result(page):
    """What the page says in the end: the words of its one open section."""
    section = page.locator("#verifier section:not([hidden])")
    wait_until(page, SETTLED)
    return section.inner_text().strip()


def visit(page, digits, query=""):
    page.goto(f"/v{query}#{digits}")
    return result(page)


def is_believed(page):
    return page.locator("[data-on=genuine]").is_visible()


def judged(page, payloads):
    """What the page thinks of each payload."""
    return [page.evaluate(READ, payload if isinstance(payload, str) else digits_of(payload)) for payload in payloads]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_genuine_seal_is_said_to_be_so_in_each_language(opened, mint, lang, size):
    locale, words = LANGUAGES[lang]
    page = opened(size, locale=locale)
    name = LATIN if lang == "uz" else CYRILLIC
    said = visit(page, mint.seal(name=name, voucher=[1, "Buxoro kutubxonasi"], flags=3))
    assert words in said
    main = page.locator("main").inner_text()
    for fact in (name, TITLE, "72", "94", "2026", "Buxoro kutubxonasi"):
        assert fact in main
    assert not page.locator("[data-on=by0]").is_visible()
    assert page.locator("[data-on=watched]").is_visible()
    assert page.locator("[data-on=alone]").is_visible()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    inspect(page, lang)


def test_the_page_changes_its_language_and_keeps_the_seal(opened, mint):
    page = opened(PHONE)
    visit(page, mint.seal())
    page.locator("a[hreflang=ru]").click()
    page.wait_for_url("**/v?lang=ru#*")
    assert LANGUAGES["ru"][1] in result(page)


def test_the_seal_is_never_sent(opened, mint):
    page, asked = opened(PHONE), []
    page.context.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    digits = mint.seal()
    visit(page, digits)
    assert asked
    assert not [one for one in asked if digits in one.partition("#")[0]]


def test_a_node_seals_by_a_grant_of_the_root(opened, mint):
    page, node = opened(PHONE), SealKey()
    token = grant(mint.key, node, start=date(2026, 11, 1), end=date(2026, 12, 1), scope=["my-gov-uz"])
    said = visit(page, digits_of(delegated(node, token)))
    assert "bekor qilinmagani tekshirilmagan" in said
    assert page.locator("[data-on=granted]").inner_text().endswith("qishloq-7")
    assert page.locator("[data-on=scoped]").inner_text().endswith("my-gov-uz")
    inspect(page, "uz")
    early, late = (body(day=(day - EPOCH).days) for day in (date(2026, 10, 31), date(2026, 12, 2)))
    other, stranger = SealKey(), SealKey()
    foreign = grant(stranger, node, start=date(2026, 11, 1), end=date(2026, 12, 1))
    before = grant(mint.key, node, start=date(2025, 12, 31), end=date(2026, 12, 1))
    renamed = foreign.replace(stranger.kid, mint.key.kid)
    made = [delegated(node, token, early), delegated(node, token, late), delegated(other, token)]
    made += [delegated(node, foreign), delegated(node, renamed), delegated(node, before)]
    assert judged(page, made) == ["window", "window", "altered", "stranger", "altered", "window"]
    whole = delegated(node, token)
    changed = [whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :] for place in range(0, len(whole), 9)]
    assert not [one for one in judged(page, changed) if "genuine" in one]


def test_ce02_any_change_of_a_seal_is_refused(opened, mint):
    page = opened(PHONE)
    whole = seal(mint.key)
    visit(page, digits_of(whole))
    changed = [whole[:place] + bytes([whole[place] ^ 4]) + whole[place + 1 :] for place in range(len(whole))]
    changed += [whole[:-1], whole + b"\0", whole[:5] + whole[6:]]
    said = judged(page, changed)
    assert len(said) > 150
    assert set(said) <= {"altered", "stranger", "newer"}
    others = [body(name="Boshqa Odam"), body(percent=100), body(day=2000), body(title="Boshqa kurs")]
    forged = [whole[:5] + cbor2.dumps(one, canonical=True) + whole[-64:] for one in others]
    assert set(judged(page, [*forged, "1", "0", "x", "", "9" * 5000, "0" + digits_of(whole)])) == {"altered"}
    assert visit(page, digits_of(changed[40])).startswith("Sertifikat haqiqiy emas")
    assert not is_believed(page)
    assert LATIN not in page.locator("main").inner_text()
    inspect(page, "uz")


def test_ce02_a_signed_payload_in_another_form_is_refused_all_the_same(opened, mint):
    page = opened(PHONE)
    visit(page, mint.seal())
    plain = cbor2.dumps(body(), canonical=True)
    odd = [
        plain.replace(b"\x18\x48", b"\x19\x00\x48"),
        b"\x9f" + plain[1:] + b"\xff",
        plain + b"\0",
        plain[:-1] + b"\xf4",
        plain[:-1],
        b"\xd9\xd9\xf7" + plain,
        cbor2.dumps([*body(), 0]),
        cbor2.dumps(body()[:-1]),
    ]
    faults = [{"id": b"short"}, {"name": ""}, {"name": "a" * 91}, {"title": "a" * 61}, {"percent": 101}, {"kind": 3}]
    faults += [{"flags": 4}, {"voucher": 1}, {"voucher": [0, "x"]}, {"voucher": [3, "x"]}, {"voucher": [1, ""]}]
    faults += [{"voucher": ""}, {"minutes": -1}, {"minutes": 1.5}, {"day": "1"}, {"name": b"x"}, {"index": None}]
    made = [seal(mint.key, one) for one in odd] + [seal(mint.key, body(**one)) for one in faults]
    assert set(judged(page, made)) == {"altered"}
    assert "genuine" in judged(page, [seal(mint.key, body(name="𝒜" * 90, voucher=[2, "OneID"]))])[0]


def test_ce03_a_key_that_is_not_ours_or_not_of_that_day_seals_nothing(opened, mint, listed):
    page = opened(PHONE)
    mint.end = date(2026, 6, 30)
    made = {day: mint.seal(day=(day - EPOCH).days) for day in (date(2026, 6, 30), date(2026, 7, 1), date(2025, 12, 31))}
    signer = SealKey()
    keys = [
        {"kid": key.kid.hex(), "public": url64(key.public), "from": 0, "to": None} | more
        for key, more in ((mint.key, mint.window), (signer, {}))
    ]
    listed.answer = mint.list(signer=signer, keys=keys)
    assert visit(page, made[date(2026, 6, 30)]).startswith("Sertifikat haqiqiy\n")
    assert "kalit bilan muhr qoʻyib boʻlmas edi" in visit(page, made[date(2026, 7, 1)])
    assert judged(page, [made[date(2025, 12, 31)], seal(SealKey())]) == ["window", "stranger"]
    keys[0]["withdrawn"] = 2500
    listed.answer = mint.list(signer=signer, keys=keys)
    page.reload()
    assert "qaytarib olingan" in visit(page, made[date(2026, 6, 30)])
    inspect(page, "uz")


@pytest.mark.parametrize(("how", "words"), [(1, "bekor qilingan"), (2, "almashtirilgan")])
def test_ce05_what_holds_no_longer_is_said_with_its_day(opened, mint, listed, how, words):
    page = opened(PHONE)
    mint.gone = [[48213, (date(2026, 11, 24) - EPOCH).days, how]]
    listed.answer = mint.list()
    said = visit(page, mint.seal())
    assert words in said
    assert "2026-yil 24-noyabr" in said
    assert page.locator("section:not([hidden]) a[data-code]").get_attribute("href").startswith("/c/FWX9-")
    inspect(page, "uz")
    assert visit(page, mint.seal(index=5)).startswith("Sertifikat haqiqiy")


def test_an_old_list_is_called_old_and_never_takes_a_newer_ones_place(opened, mint, listed):
    page = opened(PHONE)
    mint.gone = [[7, 2500, 1]]
    listed.answer = mint.list(age=timedelta(days=30))
    assert "bekor qilinmagani tekshirilmagan" in visit(page, mint.seal())
    inspect(page, "uz")
    listed.answer = mint.list(age=timedelta(days=1))
    page.reload()
    assert result(page).startswith("Sertifikat haqiqiy")
    listed.answer = mint.list(age=timedelta(days=3), gone=[])
    page.reload()
    assert "bekor qilingan" in visit(page, mint.seal(index=7))


def test_a_list_that_is_not_ours_is_not_used(opened, mint, listed):
    page, stranger = opened(PHONE), SealKey()
    changed = mint.list().replace(b"48213", b"48214").replace(b'\\"gone\\": []', b'\\"gone\\": [[1,1,1]]')
    future = mint.list(keys=[])
    for bad in (changed, mint.list(issuer="https://other.example"), mint.list(signer=stranger), future, b"[]", b"no"):
        listed.answer = bad
        assert "Hozir tekshirib boʻlmadi" in visit(page, mint.seal()), bad
        assert not is_believed(page)
        page.goto("about:blank")
    listed.answer = mint.list()
    assert visit(page, mint.seal()).startswith("Sertifikat haqiqiy")
    listed.answer = changed
    page.reload()
    assert result(page).startswith("Sertifikat haqiqiy")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_the_browsers_own_cryptography_it_works_too(opened, mint, lang):
    page = opened(PHONE, locale=LANGUAGES[lang][0])
    page.add_init_script(NO_SUBTLE)
    assert LANGUAGES[lang][1] in visit(page, mint.seal())
    whole = seal(mint.key)
    changed = [whole[:place] + bytes([whole[place] ^ 128]) + whole[place + 1 :] for place in range(5, len(whole), 7)]
    assert set(judged(page, changed)) == {"altered"}
    assert page.locator("[data-on=sent]").is_visible()
    inspect(page, lang)


def test_ed25519_for_old_browsers_agrees_with_cryptography(opened, mint):
    page = opened(PHONE)
    page.add_init_script(NO_SUBTLE)
    visit(page, mint.seal())
    cases = []
    for size in (0, 1, 110, 111, 112, 127, 128, 129, 250, 1000):
        key, said = SealKey(), bytes(range(256)) * 4
        signature = key.sign(said[:size])
        order = 2**252 + 27742317777372353535851937790883648493
        longer = signature[:32] + (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
        for one, what, whose, holds in (
            (signature, said[:size], key.public, True),
            (signature, said[: size + 1], key.public, False),
            (signature, said[:size], SealKey().public, False),
            (longer, said[:size], key.public, False),
            (signature[:63], said[:size], key.public, False),
            (b"\xff" * 32 + signature[32:], said[:size], key.public, False),
            (signature, said[:size], b"\xff" * 32, False),
        ):
            cases.append(([list(one), list(what), list(whose)], holds))
    call = "([a, b, c]) => savodxon.verify(Uint8Array.from(a), Uint8Array.from(b), Uint8Array.from(c))"
    assert [page.evaluate(call, case) for case, _ in cases] == [holds for _, holds in cases]


def test_a_browser_too_old_is_told_so_and_has_the_code(opened, mint):
    page = opened(PHONE)
    page.add_init_script(NO_BIGINT)
    assert "Bu brauzer eski" in visit(page, mint.seal())
    inspect(page, "uz")


def test_it_works_without_internet_once_it_was_opened(opened, mint, live):
    page = opened(PHONE)
    page.goto("/v")
    expect(page.locator("[data-on=kept]")).to_be_visible()
    expect(page.locator("[data-on=listed]")).to_be_visible()
    inspect(page, "uz")
    live.down()
    page.context.set_offline(True)
    page.goto("about:blank")
    assert visit(page, mint.seal()).startswith("Sertifikat haqiqiy")
    assert LANGUAGES["ru"][1] in visit(page, mint.seal(), "?lang=ru")
    show(page, picture_of(f"http://localhost/v#{mint.seal(name=CYRILLIC)}"), "rasm.png", "image/png")
    wait_until(page, FILLED, arg=CYRILLIC)
    page.context.set_offline(False)


def test_with_no_list_at_all_nothing_is_believed(opened, mint, listed):
    page = opened(PHONE)
    listed.answer = None
    assert "Kalitlar roʻyxati hali bu telefonda yoʻq" in visit(page, mint.seal())
    assert not is_believed(page)
    inspect(page, "uz")


# pictures and files


def picture_of(address, *, scale=8):
    """The code of an address as a picture, its digits in a numeric segment."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    rows = code.to_image(scale=1, add_quiet_zones=True)
    picture = Image.frombytes("L", (rows.shape[1], rows.shape[0]), bytes(memoryview(rows).tobytes()))
    out = BytesIO()
    picture.resize((picture.width * scale, picture.height * scale), Image.Resampling.NEAREST).save(out, "PNG")
    return out.getvalue()


def photo_of(address):
    """As a phone sees it: turned, soft, grey, on a larger sheet."""
    code = Image.open(BytesIO(picture_of(address, scale=6))).convert("L").point(lambda one: 50 + one * 6 // 10)
    sheet = Image.new("L", (code.width * 2, code.height * 2), 190)
    sheet.paste(code, (code.width // 2, code.height // 2))
    out = BytesIO()
    turned = sheet.rotate(11, fillcolor=120, resample=Image.Resampling.BICUBIC)
    turned.filter(ImageFilter.GaussianBlur(1.2)).save(out, "JPEG", quality=55)
    return out.getvalue()


def show(page, data, name, kind):
    page.locator("#file").set_input_files({"name": name, "mimeType": kind, "buffer": data})


@pytest.fixture
def paper(mint):
    """A paper of ours with its seal in a link."""
    return mint.paper.sign(print_paper(f"http://localhost/v#{mint.seal(index=1)}"))


def test_a_photo_of_the_code_is_read(opened, mint):
    page = opened(PHONE)
    page.goto("/v")
    for number, name in enumerate((LATIN, CYRILLIC)):
        show(page, photo_of(f"https://savodxon.uz/v#{mint.seal(name=name)}"), f"{number}.jpg", "image/jpeg")
        wait_until(page, FILLED, arg=name)
        assert result(page).startswith("Sertifikat haqiqiy")
    show(page, photo_of("https://example.uz/"), "boshqa.jpg", "image/jpeg")
    wait_until(page, "!document.querySelector('[data-on=foreign]').hidden")
    assert not is_believed(page)
    inspect(page, "uz")


def test_a_picture_without_a_code_and_a_file_that_is_none_are_told_apart(opened, mint):
    page = opened(PHONE)
    page.goto("/v")
    out = BytesIO()
    Image.new("RGB", (300, 200), "white").save(out, "PNG")
    show(page, out.getvalue(), "oq.png", "image/png")
    expect(page.locator("[data-on=unseen]")).to_be_visible()
    inspect(page, "uz")
    show(page, b"hello", "matn.txt", "text/plain")
    expect(page.locator("[data-on=unread]")).to_be_visible()
    show(page, b"%PDF-1.7 nothing", "fayl.pdf", "application/pdf")
    expect(page.locator("[data-on=sealless]")).to_be_visible()


DROP = """([text, name]) => {
    const data = new DataTransfer(), bytes = Uint8Array.from(atob(text), one => one.charCodeAt(0));
    data.items.add(new File([bytes], name, { type: "application/pdf" }));
    const drop = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data });
    document.querySelector("main").dispatchEvent(drop);
}"""


def drop(page, data):
    page.evaluate(DROP, [base64.b64encode(data).decode(), "sertifikat.pdf"])
    return result(page)


def test_a_pdf_that_is_dropped_is_checked_to_the_last_byte(opened, mint, paper):
    page = opened(DESK)
    page.goto("/v")
    assert drop(page, paper).startswith("Sertifikat haqiqiy")
    assert page.locator("[data-on=paper]").is_visible()
    inspect(page, "uz")
    for place in (200, len(paper) // 2, len(paper) - 30):
        broken = paper[:place] + bytes([paper[place] ^ 1]) + paper[place + 1 :]
        assert drop(page, broken).startswith("Sertifikat haqiqiy emas"), place
        assert not is_believed(page)
    assert drop(page, paper + b"\n% more").startswith("Sertifikat haqiqiy emas")
    inspect(page, "uz")
    unsigned = print_paper(f"http://localhost/v#{mint.seal()}")
    assert "biz berganimizdek emas" in drop(page, unsigned)
    assert "biz imzolamaganmiz" in drop(page, PaperKey().sign(unsigned))
    links = f'http://localhost/v#{mint.seal()}">a</a><a href="http://localhost/v#{mint.seal(index=2)}'
    two = print_paper(links)
    assert "muhri yoʻq" in drop(page, mint.paper.sign(two))


def test_a_pdf_goes_to_the_site_where_the_browser_cannot_check_it(opened, mint, paper, monkeypatch):
    seen = []
    monkeypatch.setattr(verifier, "read_paper", lambda pdf: seen.append(pdf) or Reading())
    page = opened(PHONE)
    page.add_init_script(NO_SUBTLE)
    page.goto("/v")
    with page.expect_navigation():
        show(page, paper, "sertifikat.pdf", "application/pdf")
    assert seen == [paper]
    assert page.locator("h1").inner_text() == "Sertifikat haqiqiy emas"
    inspect(page, "uz")


class Reading:
    """What `read_paper` says of a file that is none of ours."""

    is_genuine = False
    flaws = ("unsigned",)
    seal = None


def test_without_scripts_each_way_is_a_usable_page(opened, mint, paper, monkeypatch):
    monkeypatch.setattr(verifier, "read_paper", lambda _pdf: Reading())
    page = opened(PHONE, java_script_enabled=False)
    page.goto(f"/v#{mint.seal()}")
    assert "skriptlar oʻchirilgan" in page.locator("main").inner_text()
    inspect(page, "uz", runs_scripts=False)
    show(page, paper, "sertifikat.pdf", "application/pdf")
    with page.expect_navigation():
        page.locator("form[enctype] button").click()
    assert page.locator("h1").inner_text() == "Sertifikat haqiqiy emas"
    inspect(page, "uz", runs_scripts=False)
    page.goto("/v")
    page.locator("#code").fill("04hm asw9 nf6y y093 x")
    with page.expect_navigation():
        page.locator("form[method=get] button").last.click()
    assert page.locator("h1").inner_text() == "Bunday sertifikat topilmadi"


def test_the_code_of_a_printed_page_is_read_from_its_picture(opened, mint):
    digits = mint.seal(name=CYRILLIC)
    code = zxingcpp.create_barcode(f"http://localhost/v#{digits}", zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    drawing = code.to_svg(add_quiet_zones=True).partition("<svg ")[2]
    side = drawing.partition('width="')[2].partition('"')[0]
    start = f'<svg viewBox="0 0 {side} {side}" style="width:45mm" '
    pdf = print_paper("http://localhost/", start + drawing[drawing.index("version") :])
    out = BytesIO()
    pypdfium2.PdfDocument(pdf)[0].render(scale=150 / 72).to_pil().save(out, "PNG")
    page = opened(DESK)
    page.goto("/v")
    show(page, out.getvalue(), "sahifa.png", "image/png")
    wait_until(page, FILLED, arg=CYRILLIC)
    assert result(page).startswith("Sertifikat haqiqiy")
