"""The table of races (safety list, section 4) on the real routes: sixteen clients, two workers, 2,400 requests.

Nothing that was acknowledged may be lost, no limit passed, no certificate doubled, no answer be a fault.
"""

import random
import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from app.accounts.rules.tries import TRIES as SIGN_IN_TRIES
from tests.storms.people import ANSWER, PASSWORD, QUESTION, TRIES, Writer, newcomer, quiz_path
from tests.support.crowd import Somebody

CLIENTS = 16
REQUESTS = 2400
PEOPLE = 25


class Storm:
    """Sixteen clients over twenty-five people: writes, limits and reads in the shares of the table."""

    def __init__(self, port):
        self.statuses = Counter()
        self.writers = [Writer(newcomer(port, 100 + number)) for number in range(PEOPLE)]
        for writer in self.writers:
            writer.begin()

    def run(self):
        with ThreadPoolExecutor(CLIENTS) as pool:
            for counted in pool.map(self.client, range(CLIENTS)):
                self.statuses.update(counted)

    def client(self, number):
        """What one client does, told by its own seed; how often each status came back."""
        dice, counted = random.Random(number), Counter()
        while counted.total() < REQUESTS // CLIENTS:
            writer, kind = dice.choice(self.writers), dice.random()
            if kind < 0.4:
                counted[writer.write(f"javob {number} {counted.total()}")] += 1
            elif kind < 0.6:
                counted.update(self.take_quiz(writer.person, dice.choice(["limited", "final"])))
            else:
                counted[
                    writer.person.get(dice.choice([f"{writer.attempt}1/", "/uz/me/", quiz_path("final")])).status
                ] += 1
        return counted

    def take_quiz(self, person, key):
        """Begin, answer (the limited one wrongly), end: three posts, each against whoever does the same now."""
        begun = person.post(f"{quiz_path(key)}begin")
        yield begun.status
        if "/attempt/" in begun.location:
            words = ANSWER if key == "final" else "boshqa"
            yield person.post(f"{begun.location}1/answer", {f"answer.{QUESTION}": words}).status
            yield person.post(f"{begun.location}submit").status


def test_qz03_ce01_nothing_acknowledged_is_lost_and_no_limit_is_passed(served):
    storm = Storm(served.port)
    storm.run()
    assert storm.statuses.total() >= REQUESTS
    assert not {status for status in storm.statuses if status >= 500}, storm.statuses
    assert not {status for status in storm.statuses if status not in {200, 303}}, storm.statuses

    kept = Counter(
        str(row[0]) for row in served.rows("SELECT response FROM quizzes_answer WHERE question_id = 'q-word'")
    )
    texts = [text for writer in storm.writers for text in writer.acknowledged]
    assert len(texts) > REQUESTS // 4
    lost = [text for text in texts if sum(count for said, count in kept.items() if text_of(said) == text) != 1]
    assert not lost

    per_person = "SELECT person_id, COUNT(*) FROM {} WHERE {} GROUP BY person_id"
    limited = served.rows(per_person.format("quizzes_attempt", "quiz_key = 'limited'"))
    assert limited
    assert max(int(count) for _person, count in limited) <= TRIES
    certificates = served.rows(per_person.format("certificates_certificate", "1 = 1"))
    assert certificates
    assert {int(count) for _person, count in certificates} == {1}


def text_of(response):
    """The words in a stored response, whichever way the database hands JSON over."""
    return re.search(r"""["']text["']: ["'](.*)["']""", response).group(1)


def test_au05_wrong_passwords_at_one_instant_are_judged_five_times(served):
    newcomer(served.port, 999)

    def guess(_number):
        person = Somebody(served.port)
        person.get("/uz/sign-in/")
        return person.post("/uz/sign-in/", {"login": "+998900000999", "password": "boshqa narsa 1"}).status

    with ThreadPoolExecutor(CLIENTS) as pool:
        statuses = Counter(pool.map(guess, range(30)))
    assert set(statuses) == {400, 429}
    assert statuses[400] <= SIGN_IN_TRIES


def test_au04_a_worker_that_dies_forgets_no_try(served):
    """Tries are counted in the database: there is no other store that could be away and let everybody guess on."""
    right = newcomer(served.port, 998)
    right.post("/uz/sign-out/")

    def sign_in(password):
        person = Somebody(served.port)
        person.get("/uz/sign-in/")
        return person.post("/uz/sign-in/", {"login": "+998900000998", "password": password}).status

    statuses = [sign_in("boshqa narsa 1") for _ in range(3)]
    served.kill_worker(0)
    served.wait_for_workers()
    statuses += [sign_in("boshqa narsa 1") for _ in range(2)]
    assert statuses == [400] * SIGN_IN_TRIES
    assert sign_in(PASSWORD) == 429


def test_au27_while_sixty_people_sign_in_the_others_read_on(served):
    writer = Writer(Somebody(served.port))
    writer.begin()

    def sign_in(number):
        fields = {"login": f"+99891000{number:04}", "password": "boshqa narsa 1"}
        return Somebody(served.port).post("/uz/sign-in/", fields).status

    with ThreadPoolExecutor(60) as people:
        coming = [people.submit(sign_in, number) for number in range(60)]
        read = [
            writer.person.get(path).status for path in ("/uz/me/", "/uz/courses/sample/", f"{writer.attempt}1/") * 5
        ]
        assert {one.result() for one in coming} == {400}, "each was judged"
    assert set(read) == {200}


def test_au13_one_phone_registered_at_one_instant_is_one_account(served):
    def register(_number):
        person = Somebody(served.port)
        person.get("/uz/sign-up/")
        fields = {"name": "Nodira Karimova", "login": "+998900000777", "password": "juda maxfiy 7 gap"}
        return person.post("/uz/sign-up/", fields | {"consent": "y", "age": "grown"}).status

    with ThreadPoolExecutor(CLIENTS) as pool:
        statuses = Counter(pool.map(register, range(8)))
    assert statuses == {303: 1, 400: 7}
