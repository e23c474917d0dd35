"""Scenarios of any shape, for laws: a few screens, buttons anywhere, fields, signs and codes."""

from hypothesis import strategies as st

from app.content.schema.practice.ways import best_way
from app.content.types.scenarios import (
    Action,
    FieldKind,
    Mode,
    OneTimeCode,
    PracticeField,
    Result,
    Scenario,
    Screen,
    Spot,
    Surface,
)

FIELDS = (
    PracticeField(name="word", kind=FieldKind.TEXT, answers=("anor",)),
    PracticeField(name="code", kind=FieldKind.OTP, answers=("{{ otp }}",)),
    PracticeField(name="one", kind=FieldKind.SELECT_ONE, options=("a", "b"), answers=("a",)),
    PracticeField(name="many", kind=FieldKind.SELECT_MULTIPLE, options=("a", "b", "c"), answers=("a", "c")),
    PracticeField(name="agree", kind=FieldKind.ACKNOWLEDGE),
    PracticeField(name="maybe", kind=FieldKind.TEXT, is_required=False, answers=("behi",)),
)


@st.composite
def scenarios(draw):
    """A scenario with a way to a pass."""
    names = [f"s{number}" for number in range(draw(st.integers(1, 5)))]
    ends = [
        Screen(id="won", surface=Surface.END, result=Result.PASS),
        Screen(id="lost", surface=Surface.END, result=Result.FAIL),
    ]
    targets = st.sampled_from([*names, "won", "lost"])
    screens = [_screen(draw, name, [*names[1:], "won"][place], targets) for place, name in enumerate(names)]
    every = (*screens, *ends)
    way = best_way(every)
    return Scenario(
        course="x",
        key="x",
        digest="0" * 64,
        pass_percent=draw(st.integers(1, 100)),
        modes=tuple(Mode),
        minutes=3,
        services=(),
        persona={"pinfl": "40201902050010"},
        otp=OneTimeCode(length=5, seconds=60),
        maximum=max(way.points, 0),
        way=way.actions,
        screens=every,
        texts={},
    )


def _screen(draw, name, onward, targets):
    fields = tuple(draw(st.lists(st.sampled_from(FIELDS), max_size=3, unique_by=lambda one: one.name)))
    signs = draw(st.lists(st.booleans(), max_size=3))
    spots = tuple(Spot(key=str(place), is_suspicious=is_bad) for place, is_bad in enumerate(signs, 1))
    more = draw(st.lists(targets, max_size=2))
    actions = [Action(key="1", target=onward, is_submit=bool(fields or spots), points=draw(st.integers(-1, 2)))]
    actions += [
        Action(
            key=str(number),
            target=target,
            points=draw(st.integers(-3, 3)),
            is_unsafe=draw(st.booleans()),
            is_new_otp=draw(st.booleans()),
        )
        for number, target in enumerate(more, 2)
    ]
    return Screen(
        id=name,
        surface=Surface.PHONE,
        points=draw(st.integers(0, 4)) if fields or spots else 0,
        shows_otp=draw(st.booleans()),
        fields=fields,
        spots=spots,
        actions=tuple(actions),
    )
