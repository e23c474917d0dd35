"""The small course with a film in its lesson: captions, chapters and a question in two languages."""

from tests.support.recordings import mp4
from tests.support.tree import LESSON, LESSON_RU, SVG, lesson, lesson_ru

VIDEO = "courses/sample/video"
CLIP = f"{VIDEO}/clip"
ASK = "quizzes/sample/clip"
CUE = "WEBVTT\n\nq-seen\n00:00:20.000 --> 00:00:20.500\nquiz: clip#q-seen\nrequired: true\non-wrong: 00:00:05.000\n"
QUIZ = """
    ---
    title: {title}
    feedback: {feedback}
    ---

    ## {ask} {{#q-seen}}

    1. [x] {yes}
    2. [ ] {no}
       > {why}
    """
QUIZ_UZ = QUIZ.format(
    title="Savol", feedback="immediate", ask="Holat qayerda?", yes="Kabinetda", no="SMSda", why="Yoʻq."
)
QUIZ_RU = QUIZ.format(title="Вопрос", feedback="immediate", ask="Где статус?", yes="В кабинете", no="В SMS", why="Нет.")


def vtt(*said, every=5):
    """Captions, one every few seconds."""
    cues = [f"00:00:{n * every:02}.000 --> 00:00:{(n + 1) * every:02}.000\n{words}\n" for n, words in enumerate(said)]
    return "\n".join(["WEBVTT\n", *cues])


FILM = {
    f"{CLIP}.yml": "title:\n  uz: Holat\n  ru: Статус\n",
    f"{CLIP}.mp4": mp4(),
    f"{CLIP}.svg": SVG,
    f"{CLIP}.uz.vtt": vtt("Kabinetga kiring.", "Holatni oʻqing.", "Tamom."),
    f"{CLIP}.ru.vtt": vtt("Войдите в кабинет.", "Прочитайте статус.", "Конец."),
    f"{CLIP}.chapters.uz.vtt": vtt("Kirish", "Holat", every=8),
    f"{CLIP}.chapters.ru.vtt": vtt("Вход", "Статус", every=8),
    f"{CLIP}.questions.vtt": CUE,
    f"{ASK}.uz.md": QUIZ_UZ,
    f"{ASK}.ru.md": QUIZ_RU,
    LESSON: lesson("## A {#address}\n\nKoʻring:\n\n```video clip\n```\n\nKeyin.\n"),
    LESSON_RU: lesson_ru("## А {#address}\n\nСмотрите:\n\n```video clip\n```\n\nПотом.\n"),
}
