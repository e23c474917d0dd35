"""The most read pages ask few queries, and no more of them when there is more to show."""

from tests.support.most_used import LEARNER_BUDGET, VISITOR_BUDGET, learner_counts, visitor_counts


def test_a_visitors_pages_ask_nothing_of_the_database(app):
    assert set(visitor_counts(app).values()) == {VISITOR_BUDGET}


def test_a_learners_pages_ask_four_queries_at_most(app):
    over = {name: count for name, count in learner_counts(app).items() if count > LEARNER_BUDGET}
    assert not over


def test_a_learners_pages_ask_no_more_when_more_is_done(app):
    few = learner_counts(app, lessons_done=1)
    assert learner_counts(app, lessons_done=6) == few
