"""Six words on paper: made, printed again, typed elsewhere, replaced, guessed at."""

from sqlalchemy import select

from app.accounts.models.coming_back import ResumeCode
from app.accounts.models.sessions import UserSession
from app.accounts.queries.people import find_credentials
from app.accounts.rules.words import read_words
from app.accounts.types import Way
from app.infra.audit import AuditEntry
from app.kernel.uzbek import to_cyrillic
from tests.support.counting import rows
from tests.support.people import demo_people, newcomer, signed_in
from tests.support.ways_back import learned, lessons_done, six_words


def come_back(reader, words, *, status=200, **more):
    reader.get("/uz/resume/")
    return reader.submit("/resume/", words=words, status=status, **more)


def test_a_visitor_is_offered_the_words_on_the_lesson_and_on_their_page(reader):
    page = learned(reader).page
    assert "/uz/me/code/" in page.addresses
    assert "/uz/me/code/" in reader.get("/uz/me/").addresses
    person = newcomer(reader.stranger(), "93 111 22 33")
    assert "olti soʻzni yozib oling" not in learned(person).page.main


def test_reading_the_page_makes_nothing_and_the_button_makes_the_words(app, reader):
    learned(reader)
    before = rows(app)
    assert "Olti soʻzni olish" in reader.get("/uz/me/code/").main
    assert rows(app) == before
    words = six_words(reader)
    assert len(words) == 6
    assert six_words(reader) == words, "the same words can be printed again"


def test_a_stranger_is_sent_to_learn_first(reader):
    page = reader.get("/uz/me/code/")
    assert "Avval bitta darsni tugating" in page.main
    reader.get("/uz/sign-in/")
    reader.post("/uz/me/code/", status=404)


def test_the_words_carry_progress_to_another_browser(reader):
    words = six_words(learned(reader))
    other = reader.stranger()
    come_back(other, " ".join(words))
    assert lessons_done(other) == 1


def test_the_words_work_in_cyrillic_with_a_slip_and_in_any_dress(reader):
    words = six_words(learned(reader))
    cyrillic = [to_cyrillic(word) for word in words]
    assert six_words(reader, "uz-Cyrl") == six_words(reader, "ru") == cyrillic
    slips = [[*words[:i], word + word[-1], *words[i + 1 :]] for i, word in enumerate(words)]
    slip = next(one for one in slips if read_words(" ".join(one)).is_whole)  # as near to another word, and it is asked
    for typed in (", ".join(cyrillic).upper(), " ".join(slip), "-".join(words)):
        other = reader.stranger()
        come_back(other, typed)
        assert lessons_done(other) == 1


def test_what_a_visitor_did_here_is_joined_when_they_want(reader):
    words = six_words(learned(reader))
    wanting = learned(reader.stranger(), "payment")
    come_back(wanting, " ".join(words))
    assert lessons_done(wanting) == 2


def test_what_a_visitor_did_here_stays_apart_when_they_do_not(reader):
    words = six_words(learned(reader))
    other = learned(reader.stranger(), "payment")
    other.get("/uz/resume/")
    other.post("/uz/resume/", {"words": " ".join(words)})
    assert lessons_done(other) == 1


def test_new_words_end_the_old_ones_and_it_is_written_down(app, db, reader):
    old = six_words(learned(reader))
    reader.get("/uz/me/code/")
    reader.submit("/me/code/")
    new = six_words(reader)
    assert new != old
    come_back(reader.stranger(), " ".join(old), status=400)
    come_back(reader.stranger(), " ".join(new))
    deeds = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.number)).all()
    assert list(deeds) == ["accounts.resume-code-made", "accounts.resume-code-renewed"]


def test_the_words_are_nowhere_in_the_database(db, reader):
    words = six_words(learned(reader))
    kept = db.session.scalars(select(ResumeCode)).one()
    assert not any(word in f"{kept.code_hash} {kept.person_id}" for word in words)


def test_the_qr_leads_to_our_own_page_with_the_words_filled_in_and_changes_nothing(app, reader):
    words = six_words(learned(reader))
    picture = reader.get("/uz/me/code/qr.svg")
    assert picture.headers["Content-Type"].startswith("image/svg+xml")
    assert "no-store" in picture.headers["Cache-Control"]
    other = reader.stranger()
    before = rows(app)
    page = other.get(f"/uz/resume/?words={'-'.join(words)}")
    assert page.soup.find("input", attrs={"name": "words"})["value"] == " ".join(words)
    assert rows(app) == before
    other.submit("/resume/")
    assert lessons_done(other) == 1


def test_a_word_that_is_not_in_the_list_is_named(reader):
    page = come_back(reader, "olma anor bahor daryo choynak zzzzzz", status=400)
    assert "6-soʻzni tanimadik: «zzzzzz»" in page.main
    assert "siz 2 ta yozdingiz" in come_back(reader, "olma anor", status=400).main


def test_wrong_words_are_bounded_in_one_browser_and_lock_nobody_beside_it(reader):
    words = six_words(learned(reader))
    guesser = reader.stranger()
    for _ in range(5):
        come_back(guesser, "olma anor bahor daryo choynak quyosh", status=400)
    assert "daqiqadan keyin" in come_back(guesser, " ".join(words), status=429).main
    come_back(reader.stranger(), " ".join(words))


def test_slips_that_cannot_be_a_code_are_no_tries(reader):
    words = six_words(learned(reader))
    other = reader.stranger()
    for _ in range(8):
        come_back(other, "olma anor", status=400)
    come_back(other, " ".join(words))


def test_a_person_with_an_account_types_the_password_before_the_words_are_shown(reader, clock):
    person = newcomer(reader)
    words = six_words(person)
    clock.shift(minutes=11)
    assert person.get("/uz/me/code/").h1 == "Parolni yana bir marta yozing"
    other = reader.stranger()
    come_back(other, " ".join(words))
    assert "Nodira Karimova" in other.get("/uz/me/").main
    assert other.get("/uz/me/code/").h1 == "Parolni yana bir marta yozing", "words do not show words"


def test_a_member_of_staff_who_comes_in_by_words_has_no_rights(app, db, reader):
    login, password = demo_people(app)["administrator"]
    words = six_words(signed_in(reader, login, password))
    other = reader.stranger()
    page = come_back(other, " ".join(words))
    assert "administrator" not in page.main
    person_id = find_credentials(login).person_id
    other.post(f"/uz/staff/people/{person_id}/access-code", status=403)
    ways = db.session.scalars(select(UserSession.way).where(UserSession.person_id == person_id)).all()
    assert Way.CODE.value in ways


def test_words_of_a_visitor_who_made_an_account_later_lead_to_the_account(reader):
    words = six_words(learned(reader))
    newcomer(reader)
    other = reader.stranger()
    assert "Nodira Karimova" in come_back(other, " ".join(words)).main
