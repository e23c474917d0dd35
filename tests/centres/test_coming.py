"""People come into a group by hand and by their own wish; a burst of false wishes fills nothing."""

from sqlalchemy import select

from app.accounts.models.people import ParentConsent
from app.centres.models.people import SignUp
from app.centres.queries.coming import list_wishes
from app.centres.queries.members import list_members
from app.centres.queries.places import get_cohort
from app.centres.service.sign_ups import INTO_ONE_GROUP, PURGES, ManyWaitError, WishWords, ask_to_join
from app.infra.database import count, db, write_tx
from app.kernel.locale import UZ
from tests.support.centres import make_class
from tests.support.papers import text_of
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, someone


def trainer_of(app, made):
    reader = signed_in(Reader(app), made.trainer.login, PASSWORD)
    reader.get(f"{made.page}people/")
    return reader


def names_in(app, made):
    with app.app_context():
        return [one.name for one in list_members(made.cohort_id)]


def public_page(app, made, tag="uz"):
    with app.app_context():
        cohort = get_cohort(made.cohort_id)
        return f"/{tag}/centres/{cohort.centre.code}/{cohort.code}/"


def test_a_person_without_a_telephone_is_added_once_however_often_it_is_sent(app):
    made = make_class(app, members=0)
    reader = trainer_of(app, made)
    form = {"key": reader.page.form("/people/").find("input", attrs={"name": "key"})["value"], "name": "Karim Olimov"}
    reader.post(f"{made.page}people/", form)
    done = reader.post(f"{made.page}people/", form)
    assert "Guruhga qoʻshildi" in done.main
    assert "qoʻlda qoʻshilgan, telefonsiz" in done.main
    assert names_in(app, made) == ["Karim Olimov"]


def test_a_child_needs_the_name_and_the_relation_of_a_parent(app):
    made = make_class(app, members=0)
    reader = trainer_of(app, made)
    page = reader.submit("/people/", name="Jasur Toshev", is_child="y", status=400)
    assert "uning roziligi shart" in page.main
    reader.submit("/people/", parent_name="Olim Toshev", relation="father")
    with app.app_context():
        said = db.session.scalars(select(ParentConsent)).one()
        assert (said.parent_name, said.relation) == ("Olim Toshev", "father")


def test_a_known_telephone_adds_its_owner_only_when_the_trainer_says_so(app):
    made = make_class(app, members=0)
    known = someone(app, "+998915550011", "Nodira Karimova")
    reader = trainer_of(app, made)
    page = reader.submit("/people/", name="Nodira", phone="91 555 00 11")
    assert "+998 91 •••-••-11" in page.main
    assert "555" not in page.main
    assert names_in(app, made) == []
    reader.submit("/people/")
    with app.app_context():
        assert [one.person_id for one in list_members(made.cohort_id)] == [known.id]


def test_who_left_is_put_back_with_what_they_did(app):
    made = make_class(app, members=2, seats=2)
    reader = trainer_of(app, made)
    gone = made.members[0]
    page = reader.submit(f"{gone}/remove")
    assert "Chiqib ketganlar" in page.main
    reader.post(f"{made.page}people/{gone}/remove")
    assert len(names_in(app, made)) == 1
    reader.submit(f"{gone}/return")
    reader.post(f"{made.page}people/{gone}/return")
    reader.post(f"{made.page}people/{made.centre_id}/return", status=404)
    reader.get(f"{made.page}people/")
    with app.app_context():
        assert gone in {one.person_id for one in list_members(made.cohort_id)}
    full = reader.submit("/people/", name="Ortiqcha Odam", status=409)
    assert "boʻsh joy yoʻq" in full.main


def test_somebody_without_an_account_signs_up_and_is_taken_in(app):
    made = make_class(app, members=0)
    stranger = Reader(app)
    stranger.get("/uz/centres/")
    stranger.click("Buloqboshi kutubxonasi")
    stranger.click("Kuzgi guruh")
    assert "my.gov.uz" in stranger.page.main
    address = public_page(app, made)
    stranger.submit(address, name="90 123", status=400)
    stranger.submit(address, name="Malika Umarova", phone="salom", status=400)
    page = stranger.submit(address, name="Malika Umarova", phone="90 111 22 33")
    assert "Endi nima boʻladi" in page.main
    stranger.get(address)
    stranger.submit(address, name="Малика Умарова", phone="+998 90 111-22-33")
    assert "Boʻsh joylar 12" in " ".join(stranger.get(public_page(app, made)).main.split())
    reader = trainer_of(app, made)
    reader.get(f"{made.page}sign-ups/")
    with app.app_context():
        (wish,) = list_wishes(made.cohort_id)
    reader.submit(f"{wish.id}/", button="take")
    reader.post(f"{made.page}sign-ups/{wish.id}/", {"answer": "take"})
    assert names_in(app, made) == ["Malika Umarova"]
    assert "oʻzi yozilgan" in reader.get(f"{made.page}people/").main


def test_all_are_taken_of_whom_nothing_is_to_be_asked(app):
    made = make_class(app, members=1, seats=3)
    someone(app, "+998915550011", "Nodira Karimova")
    with app.app_context(), write_tx():
        for name, phone, is_child in (
            ("Birinchi Odamov", None, False),
            ("Jasur Toshev", None, True),
            ("Boshqa Ismli", "+998915550011", False),
            ("Aziza Raximova", None, False),  # very like a member
            ("Ikkinchi Kishiyev", None, False),
            ("Uchinchi Kelganov", None, False),  # no seat is left
        ):
            words = WishWords(name=name, phone=phone, language=UZ, is_child=is_child)
            ask_to_join(made.cohort_id, words, sender=name)
    reader = trainer_of(app, made)
    page = reader.get(f"{made.page}sign-ups/")
    assert "ismi boshqa, soʻrab koʻring" in page.main
    assert "Guruhdagi odamga oʻxshaydi: Aziza Rahimova" in page.main
    assert "Guruhga olinganlar: 2" in reader.submit("/all").main
    assert set(names_in(app, made)) == {"Aziza Rahimova", "Birinchi Odamov", "Ikkinchi Kishiyev"}
    with app.app_context():
        child = next(one for one in list_wishes(made.cohort_id) if one.is_child)
    wrong = reader.submit(f"{child.id}/", button="take", status=400)
    assert "uning roziligi shart" in wrong.main
    assert "Rad etildi" in reader.submit(f"{child.id}/", button="decline").main


def test_a_burst_of_false_wishes_fills_neither_the_group_nor_the_database(app):
    made = make_class(app, members=0)
    page = public_page(app, made)
    joker = Reader(app)
    joker.get(page)
    for number in range(10):
        joker.post(page, {"name": "Hazil " + "abdefghijk"[number] * 4})
        joker.get(page)
    assert "Bir soatdan keyin" in joker.submit(page, name="Yana Bitta", status=429).main
    refused = 0
    with app.app_context():
        for number in range(INTO_ONE_GROUP):
            name = "Soxta " + "".join("abdefghijk"[int(digit)] for digit in f"{number:04}")
            try:
                with write_tx():
                    words = WishWords(name=name, phone=None, language=UZ, is_child=False)
                    ask_to_join(made.cohort_id, words, sender=str(number))
            except ManyWaitError:
                refused += 1
        assert refused == 10
        assert count(SignUp) == INTO_ONE_GROUP
        assert list_members(made.cohort_id) == []
    assert "Boʻsh joylar 12" in " ".join(joker.get(page).main.split())


def test_names_of_wishes_are_forgotten_after_half_a_year(app, clock):
    made = make_class(app, members=0)
    with app.app_context(), write_tx():
        words = WishWords(name="Malika Umarova", phone="+998901112233", language=UZ, is_child=True)
        ask_to_join(made.cohort_id, words, sender="x")
    clock.shift(days=181)
    with app.app_context():
        with write_tx():
            PURGES["centres_sign_up"](clock.now())
        row = db.session.scalars(select(SignUp)).one()
        assert (row.name, row.phone, row.sender) == ("", None, "")


def test_public_pages_say_when_there_is_nothing_and_hide_what_is_not_public(app):
    assert "Hozircha ochiq markaz yoʻq" in Reader(app).get("/uz/centres/").main
    made = make_class(app, members=0)
    reader = Reader(app)
    for tag in ("ru", "uz-Cyrl"):
        reader.get(f"/{tag}/centres/")
        reader.get(public_page(app, made, tag))
    reader.get("/uz/centres/AAAA/", status=404)
    assert "/uz/centres/" in reader.get("/sitemap.xml").html


def test_a_poster_leads_to_the_group(app):
    made = make_class(app, members=0)
    for tag, words in (("uz", "Bepul darslar"), ("ru", "Бесплатные занятия")):
        poster = Reader(app).get(f"{public_page(app, made, tag)}poster.pdf")
        text = text_of(poster.body)
        assert words in text
        assert public_page(app, made, tag).strip("/").split("/")[-1] in text.replace("\n", "")
