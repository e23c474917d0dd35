"""The demanding client notices: each fault is planted in a good page, and named."""

import pytest
from werkzeug.datastructures import Headers

from app.kernel.errors import TextProblem
from tests.support.page import Page
from tests.support.proofreading import weight
from tests.support.reader import faults_of, filled_in

POLICY = "default-src 'none'; script-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-store",
}
GOOD = """<!DOCTYPE html>
<html lang="uz-Latn"><head><meta charset="utf-8"><title>Kirish — Savodxon</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/app.css"><script src="/static/app.js" defer></script></head>
<body><nav><ul><li><a href="/ru/" lang="ru">Русский</a></li></ul></nav>
<main id="main"><h1>Kirish</h1><p>Telefon raqamingizni yozing. Oʻzingiz bilan maʼlumot olib keling.</p>
<form method="post" action="/uz/sign-in/"><input type="hidden" name="_token" value="0">
<label for="phone">Telefon</label><input id="phone" name="phone" type="tel" autocomplete="tel">
<fieldset><legend>Viloyat</legend><label><input type="radio" name="region" value="1"> Buxoro</label>
<label><input type="radio" name="region" value="2" checked> Navoiy</label></fieldset>
<button>Kirish</button></form></main></body></html>"""

PLANTED = {
    "second h1": ("<h1>Kirish</h1>", "<h1>Kirish</h1><h1>Yana</h1>", "2 h1"),
    "no h1": ("<h1>Kirish</h1>", "<p>Kirish</p>", "0 h1"),
    "another title": ("<title>Kirish", "<title>Savodxon", "does not begin with the h1"),
    "a level left out": ("</h1>", "</h1><h4>Izoh</h4>", "<h4> «Izoh» follows <h1>"),
    "unclosed paragraph": ("<p>Telefon", "<p><b>Telefon", "not valid HTML"),
    "block in a paragraph": ("olib keling.", "olib <div>keling</div>.", "not valid HTML"),
    "attribute twice": ('id="phone"', 'id="phone" id="phone"', "not valid HTML"),
    "obsolete element": ("Telefon raqam", "<center>x</center>Telefon raqam", "<center> is not HTML"),
    "id twice": ("<fieldset>", '<fieldset id="main">', "id 'main' is there 2 times"),
    "label to nothing": ('for="phone"', 'for="fone"', "for='fone' points at nothing"),
    "field without label": ("<fieldset>", '<input name="x"><fieldset>', "name='x'> has no label"),
    "choices without legend": ("<legend>Viloyat</legend>", "", "not in a fieldset with a legend"),
    "no action": (' action="/uz/sign-in/"', "", "without an action"),
    "no method": (' method="post"', "", "has no method"),
    "no token": ('<input type="hidden" name="_token" value="0">', "", "carries no token"),
    "no button": ("<button>Kirish</button>", "", "no submit button"),
    "no autofill": (' autocomplete="tel"', "", "may fill in"),
    "inline script": ("</main>", "<script>alert(1)</script></main>", "an inline script"),
    "blocking script": (" defer>", ">", "not deferred"),
    "handler": ("<button>", "<button onclick='x()'>", "inline onclick"),
    "style attribute": ("<h1>", "<h1 style='color:red'>", "inline style"),
    "unnamed style": ("</head>", "<style>p{}</style></head>", "the policy does not name"),
    "javascript address": ('href="/ru/"', 'href="javascript:x()"', "javascript: address"),
    "foreign script": ("/static/app.js", "//cdn.example/x.js", "loads //cdn.example/x.js"),
    "foreign form": ('action="/uz/sign-in/"', 'action="https://evil.example/"', "sends to https://evil"),
    "no alt": ("</h1>", '</h1><img src="/media/a.svg" width="1" height="1">', "has no alt"),
    "no size": ("</h1>", '</h1><img src="/media/a.svg" alt="">', "no width and height"),
    "nameless link": (">Русский<", "><", "has no name"),
    "link to no anchor": ('href="/ru/"', 'href="#top"', "#top leads nowhere"),
    "zoom forbidden": ("initial-scale=1", "user-scalable=no", "forbids zooming"),
    "no lang": (' lang="uz-Latn"', "", "no lang"),
    "wrong lang": ('lang="uz-Latn"', 'lang="uz-Cyrl"', "lang=uz-Cyrl with 0% Cyrillic"),
    "Cyrillic in a Latin page": ("Telefon raqamingizni", "Телефон рақамингизни ёзинг", "lang=uz-Latn with"),
    "typewriter apostrophe": ("Oʻzingiz", "O'zingiz", "a wrong apostrophe"),
    "curly apostrophe": ("maʼlumot", "ma’lumot", "a wrong apostrophe"),
    "tutuq for oʻ": ("Oʻzingiz", "Oʼzingiz", "a wrong apostrophe"),
    "turned comma for tutuq": ("maʼlumot", "maʻlumot", "a wrong apostrophe"),
    "apostrophe read out": ("<nav>", '<nav aria-label="Bo\'lim">', "a wrong apostrophe"),
    "two scripts in a word": ("Buxoro", "Buхoro", "two scripts in one word"),
    "template leftover": ("Buxoro", "{{ region }}", "a leftover of the machine"),
    "placeholder leftover": ("Buxoro", "%(name)s", "a leftover of the machine"),
    "escaped twice": ("Buxoro", "&amp;amp;", "a leftover of the machine"),
    "nothing in a text": ("Buxoro", "None", "a leftover of the machine"),
    "message key": ("Buxoro", TextProblem.TOO_LONG, "a raw message key"),
    "data that is none": ("</head>", '<script type="application/ld+json">{</script></head>', "that is no JSON"),
    "data that ends itself": ("</head>", '<script type="application/ld+json">["<"]</script></head>', "with a <"),
    "data of somebody else": ("</head>", '<script type="application/ld+json">{}</script></head>', "not of schema.org"),
    "data for a script": ("</head>", '<script type="application/json">{}</script></head>', "an inline script"),
    "a preview of a private page": ("</head>", '<meta property="og:title" content="x"></head>', "without a canonical"),
    "half a preview": ("</head>", '<link rel="canonical" href="https://a.uz/"></head>', "no og:image"),
    "a preview in another script": (
        "</head>",
        '<meta property="og:title" content="Саводхон портали билан ишлаш бўйича курс"></head>',
        "lang=uz-Latn with",
    ),
    "button in a link": (">Русский<", "><button type=button>Ru</button><", "<button> inside <a>"),
    "list of paragraphs": ("<ul><li>", "<ul><p>x</p><li>", "stands directly in <ul>"),
}


def page(html=GOOD, **headers):
    told = HEADERS | {name.replace("_", "-"): value for name, value in headers.items()}
    return Page(path="/uz/sign-in/", status=200, headers=Headers(told), body=html.encode())


def test_a_good_page_has_no_faults():
    assert faults_of(page()) == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_fault_is_named(name):
    good, bad, sentence = PLANTED[name]
    assert good in GOOD
    assert any(sentence in fault for fault in faults_of(page(GOOD.replace(good, bad)))), faults_of(
        page(GOOD.replace(good, bad))
    )


@pytest.mark.parametrize(
    ("header", "value", "sentence"),
    [
        ("X_Content_Type_Options", "", "nosniff"),
        ("Referrer_Policy", "unsafe-url", "Referrer-Policy"),
        ("Cache_Control", "", "keeping the answer"),
        ("Content_Security_Policy", "default-src 'self'", "lacks default-src 'none'"),
        ("Content_Security_Policy", POLICY + "; style-src 'unsafe-inline'", "allows unsafe-inline"),
        ("Set_Cookie", "savodxon=1; Path=/", "goes to other sites"),
    ],
)
def test_a_missing_or_weak_header_is_named(header, value, sentence):
    assert any(sentence in fault for fault in faults_of(page(**{header: value})))


def test_a_page_kept_for_all_may_not_carry_a_token():
    assert any("gives its token away" in fault for fault in faults_of(page(Cache_Control="public, max-age=60")))


def test_what_a_person_typed_is_not_judged():
    assert faults_of(page(GOOD.replace("Buxoro", '<b translate="no">O\'tkir Ўткир Buхoro</b>'))) == []


def test_russian_that_is_really_uzbek_is_noticed():
    text = "Ўқувчи қўлланмани ўқиди ва ҳамма саволга жавоб берди, ғолиб бўлди"
    html = GOOD.replace("Русский", text)
    assert any("words of the other language" in fault for fault in faults_of(page(html)))


def test_a_page_over_its_weight_is_named():
    noise = "".join(chr(0x61 + (i * i * 7 + i // 3) % 26) + str(i) for i in range(9000))
    heavy = page(GOOD.replace("Buxoro", noise))
    assert any("HTML and CSS" in fault for fault in weight.faults(heavy, lambda _: b""))
    assert any("JavaScript" in fault for fault in weight.faults(page(), lambda _: noise.encode()))
    assert weight.faults(page(), lambda _: b"p{}") == []


def test_a_form_is_filled_in_as_a_browser_does():
    form = page().form()
    assert filled_in(form, {"phone": "90 123 45 67"}) == {"_token": "0", "phone": "90 123 45 67", "region": "2"}
    with pytest.raises(AssertionError, match="no field"):
        filled_in(form, {"fone": "1"})
