"""A path through courses: written as a course is, checked against them, frozen with them."""

import pytest

from app.content.build import publish
from app.content.bundle.codec import from_bytes, to_bytes
from app.content.bundle.shelf import Manifest
from app.content.library import Library
from app.content.schema.stamp import translations
from app.content.types.courses import Asked
from tests.support.tree import A_PATH, LANGUAGES, LESSON, LESSON_RU, PATH, PATH_RU, PATH_UZ, SVG, dedent, lesson

OTHER = "courses/paths/other"


def settings(**lines):
    return {PATH: "".join(f"{name}: {value}\n" for name, value in {"key": "beginner", **lines}.items())}


def changed(file, old, new):
    text = dedent(A_PATH[file])
    assert old in text
    return {file: text.replace(old, new)}


def test_a_path_has_no_fault_and_is_there_in_every_language(compiled):
    made = compiled(A_PATH, is_strict=True)
    assert made.faults == ()
    (path,) = made.release.paths
    assert (path.key, path.courses, path.certificate) == ("beginner", ("sample",), None)
    assert set(path.texts) == set(LANGUAGES)
    assert path.texts["uz-Cyrl"].title == "Янги бошловчи"
    assert [path.texts[tag].is_derived for tag in LANGUAGES] == [False, True, False]
    assert path.texts["ru"].outcomes_html == ("Вхожу <strong>без помощи</strong>.",)


def test_the_folder_of_paths_is_no_course(compiled):
    assert [course.key for course in compiled(A_PATH).release.courses] == ["sample"]


def test_a_path_links_to_its_courses_and_is_linked_to_in_each_language(compiled):
    linking = {
        LESSON: lesson("## A {#address}\n\n[y](../../paths/beginner/path.uz.md#whom)"),
        LESSON_RU: lesson("## A {#address}\n\n[y](/ru/paths/beginner/)").replace("Boshlash", "Начало"),
    }
    release = compiled({**A_PATH, **linking}).release
    assert 'href="/ru/courses/sample/"' in release.paths[0].texts["ru"].body_html
    texts = release.courses[0].lessons[0].texts
    assert 'href="/uz-Cyrl/paths/beginner/#whom"' in texts["uz-Cyrl"].body_html
    assert 'href="/ru/paths/beginner/"' in texts["ru"].body_html


def test_a_path_has_pictures_of_its_own_and_no_others(compiled, codes):
    own = {**changed(PATH_UZ, "Hammaga.", "![Yoʻl](images/way.svg)"), "courses/paths/beginner/images/way.svg": SVG}
    assert "/media/" in compiled({**A_PATH, **own}).release.paths[0].texts["uz-Cyrl"].body_html
    theirs = changed(PATH_UZ, "Hammaga.", "![Yoʻl](../other/images/way.svg)")
    assert f"{PATH_UZ}:9: missing-image" in codes({**A_PATH, **theirs, f"{OTHER}/images/way.svg": SVG})


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        (settings(courses="[sample, gone]"), f"{PATH}:2: unknown-course"),
        (settings(courses="[sample, sample]"), f"{PATH}:2: duplicate-key"),
        (settings(courses="[]"), f"{PATH}:2: empty-path"),
        (settings(), f"{PATH}:1: empty-path"),
        (settings(courses="sample"), f"{PATH}:2: wrong-type"),
        (settings(courses="[sample]", kourses="[x]"), f"{PATH}:3: unknown-key"),
        (settings(key="other", courses="[sample]"), f"{PATH}:1: path-key"),
        (settings(courses="[sample]", certificate="gone"), f"{PATH}:3: unknown-certificate"),
        (changed(PATH_UZ, "title: Yangi boshlovchi\n", ""), f"{PATH_UZ}:2: missing-key"),
        (changed(PATH_UZ, "Oʻzim", "O'zim"), f"{PATH_UZ}:4: apostrophe"),
        (changed(PATH_UZ, "../../sample/", "../../gone/"), f"{PATH_UZ}:9: dead-link"),
        (changed(PATH_RU, "#whom", "#who"), f"{PATH_RU}:1: ids-differ"),
        ({PATH_UZ: None, PATH_RU: None}, "courses/paths/beginner:1: missing-translation"),
        ({f"{OTHER}_x/path.yml": "courses: [sample]\n"}, f"{OTHER}_x:1: bad-key"),
        (
            {f"{OTHER}/path.yml": "courses: [sample]\nwas: [beginner]\n", f"{OTHER}/path.uz.md": A_PATH[PATH_UZ]},
            f"{OTHER}/path.yml:2: duplicate-key",
        ),
    ],
    ids=str,
)
def test_a_fault_of_a_path_is_told_at_its_line(codes, files, fault):
    designs = {"certificates/course/design.html": "x"}
    assert fault in codes({**A_PATH, **designs, **files})


def test_a_path_is_not_offered_in_a_language_that_a_course_of_it_lacks(codes):
    without = {"courses/sample/course.ru.md": None, LESSON_RU: None, "quizzes/sample/final.ru.md": None}
    assert codes({**A_PATH, **without}) == [f"{PATH}:3: course-language"]
    assert codes({**A_PATH, **without, PATH_RU: None}) == []


def test_a_translation_of_a_path_grows_stale_and_is_stamped(compiled):
    works = compiled(A_PATH).works
    digest = dict(translations(works))[PATH_RU]
    stamped = changed(PATH_RU, "---\ntitle", f"---\ntranslation_of: {digest}\ntitle")
    assert compiled({**A_PATH, **stamped}).faults == ()
    old = compiled({**A_PATH, **stamped, **changed(PATH_UZ, "Hammaga", "Barchaga")})
    assert [f"{fault.file}: {fault.code}" for fault in old.faults] == [f"{PATH_RU}: stale-translation"]
    assert [old.release.paths[0].texts[tag].is_stale for tag in LANGUAGES] == [False, False, True]


def test_a_path_survives_being_published(compiled, tmp_path):
    made = compiled(A_PATH)
    publish(made, tmp_path / "content")
    assert Library(tmp_path / "content").current().paths == made.release.paths


def test_a_release_of_before_there_were_paths_can_still_be_read(compiled):
    old = to_bytes(from_bytes(Manifest, compiled().bundle.manifest)).replace(b'"paths":[],', b"")
    assert from_bytes(Manifest, old).paths == ()


def test_a_course_that_lies_alone_knows_no_paths(compiled):
    assert compiled().release.paths == ()


def test_a_path_and_a_course_may_ask_for_what_a_trainer_confirms(compiled):
    asks = settings(courses="[sample]", certificate="course", certificate_asks="[unassisted, supervised, supervised]")
    made = compiled({**A_PATH, **asks})
    (path,) = made.release.paths
    assert path.certificate_asks == (Asked.SUPERVISED, Asked.UNASSISTED)
    assert from_bytes(type(path), to_bytes(path)) == path
    assert made.release.courses[0].certificate_asks == ()


@pytest.mark.parametrize(
    ("lines", "fault"),
    [
        ({"certificate": "course", "certificate_asks": "[watched]"}, f"{PATH}:4: wrong-type"),
        ({"certificate": "course", "certificate_asks": "supervised"}, f"{PATH}:4: wrong-type"),
        ({"certificate_asks": "[supervised]"}, f"{PATH}:3: asks-for-nothing"),
    ],
)
def test_what_a_path_asks_is_checked(codes, lines, fault):
    assert fault in codes({**A_PATH, **settings(courses="[sample]", **lines)})
