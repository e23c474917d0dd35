"""The disk is full, and then it is not: reading goes on, what cannot be kept is said, and nobody restarts anything."""

from tests.storms.people import QUESTION, Writer, newcomer, quiz_path
from tests.support.crowd import Somebody
from tests.support.full_disk import full_disk

READ = ("/uz/", "/uz/courses/sample/", "/uz/me/", "/uz/search/?q=portal", quiz_path("final"), "/healthz")


def test_ad11_a_full_disk_stops_writing_only_and_only_while_it_is_full(served):
    """Neither the database nor the log gets a byte more. A PostgreSQL has a disk of its own, and goes on writing."""
    learner, writer = newcomer(served.port, 997), Writer(Somebody(served.port))
    writer.begin()
    assert writer.write("oldin") == 303
    workers = served.wait_for_workers()
    own_file = served.engine.dialect.name == "sqlite"
    with full_disk(processes=workers):
        answer = {f"answer.{QUESTION}": "toʻla"}
        replies = [writer.person.post(f"{writer.attempt}1/answer", answer) for _ in range(8)]
        assert {reply.status for reply in replies} == ({503} if own_file else {303})
        assert {learner.get(path).status for path in READ} == {200}
        assert writer.person.get(f"{writer.attempt}1/").status == 200
    if own_file:
        assert {reply.retry_after for reply in replies} == {"5"}
        assert all("toʻla" in reply.text for reply in replies), "the answer is on the page, to be sent again"
        assert all("Sayt hozir band" in reply.text for reply in replies)
    assert writer.write("keyin") == 303
    assert served.wait_for_workers() == workers
    attempt = writer.attempt.rstrip("/").rsplit("/", 1)[1]
    kept = served.rows("SELECT response FROM quizzes_answer WHERE attempt_id = :id ORDER BY revision", id=attempt)
    texts = [text for text in ("oldin", "toʻla", "keyin") if any(text in str(row[0]) for row in kept)]
    assert texts == (["oldin", "keyin"] if own_file else ["oldin", "toʻla", "keyin"])
