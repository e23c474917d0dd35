"""The certificate as an Open Badges 3.0 credential: facts in, JSON out, the same for the same facts.

Every node but the learner's identity has an address, so that its canonical form needs no search (`proof.py`).
Status entries follow the W3C Bitstring Status List 1.0, a list to each 131,072 indices.
"""

import gzip
import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from app.kernel.clock import TASHKENT
from app.kernel.locale import RU, UZ_CYRL, Tag, get_language
from app.kernel.uzbek import to_cyrillic
from app.seals.rules.lists import to_base64url
from app.seals.rules.multibase import to_multikey
from app.seals.types.facts import CredentialFacts, Kind, SealFacts, Voucher
from app.seals.types.keys import PublicKey

CREDENTIALS_2 = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES_3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXTS = (CREDENTIALS_2, OPEN_BADGES_3)
DIGCOMP = "https://publications.jrc.ec.europa.eu/repository/handle/JRC128415"
LIST_SIZE = 131_072
"""Entries of one status list; the least that the standard allows, so that nobody stands alone in one."""
KINDS = {Kind.COURSE: "Course", Kind.PATH: "LearningProgram", Kind.TRAINER: "CertificateOfCompletion"}
_UZ: Mapping[str, str] = {
    Kind.COURSE: "Kursni oʻqib, yakuniy testdan oʻtish.",
    Kind.PATH: "Yoʻnalishdagi barcha kurslarning yakuniy testidan oʻtish.",
    Kind.TRAINER: "Trenerlar kursini oʻqib, yakuniy testdan oʻtish.",
    "minutes": "Davomiyligi: {minutes} daqiqa.",
    "score": "Yakuniy test natijasi",
    Voucher.LEARNER: "Ismni oʻquvchining oʻzi yozgan.",
    Voucher.TRAINER: "Ismni trener tasdiqlagan: {by}.",
    Voucher.PROVIDER: "Ismni tasdiqlagan: {by}.",
    "supervised": "Test nazorat ostida topshirilgan.",
    "alone": "Test nazorat ostida oʻtgani tasdiqlanmagan.",
    "unassisted": "Testda hech kim yordam bermagan.",
}
_RU: Mapping[str, str] = {
    Kind.COURSE: "Пройти курс и сдать итоговый тест.",
    Kind.PATH: "Сдать итоговые тесты всех курсов направления.",
    Kind.TRAINER: "Пройти курс для тренеров и сдать итоговый тест.",
    "minutes": "Продолжительность: {minutes} мин.",
    "score": "Результат итогового теста",
    Voucher.LEARNER: "Имя указал сам обучающийся.",
    Voucher.TRAINER: "Имя подтвердил тренер: {by}.",
    Voucher.PROVIDER: "Имя подтверждено: {by}.",
    "supervised": "Тест сдан под наблюдением.",
    "alone": "Не подтверждено, что тест сдан под наблюдением.",
    "unassisted": "При сдаче теста никто не помогал.",
}


def credential_of(facts: CredentialFacts) -> dict[str, Any]:
    """The credential without its proof."""
    return {
        "@context": list(CONTEXTS),
        "id": f"{facts.verify_address}.json",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.title,
        "issuer": {
            "id": facts.issuer_address,
            "type": ["Profile"],
            "name": facts.organiser,
            "url": site_of(facts.issuer_address),
        },
        "validFrom": moment_of(facts.issued_on),
        "credentialSubject": _subject(facts),
        "credentialStatus": _status(facts),
    }


def moment_of(day: date) -> str:
    """The beginning of a day in Tashkent, as XML Schema writes it."""
    return datetime.combine(day, time(), TASHKENT).isoformat()


def site_of(issuer_address: str) -> str:
    """`<PUBLIC_URL>/` out of `<PUBLIC_URL>/v/issuer.json`."""
    return issuer_address.removesuffix("v/issuer.json")


def _subject(facts: CredentialFacts) -> dict[str, Any]:
    return {
        "id": f"{facts.verify_address}#holder",
        "type": ["AchievementSubject"],
        "identifier": [
            {
                "type": "IdentityObject",
                "hashed": False,
                "identityHash": facts.name,
                "identityType": "ext:fullName",
            }
        ],
        "licenseNumber": facts.code,
        "narrative": _behind(facts),
        "achievement": _achievement(facts),
        "result": [
            {
                "id": f"{facts.verify_address}#result",
                "type": ["Result"],
                "resultDescription": f"{_achievement_id(facts)}-score",
                "value": str(facts.percent),
            }
        ],
    }


def _achievement(facts: CredentialFacts) -> dict[str, Any]:
    words, its_id = _words(facts.language), _achievement_id(facts)
    achievement = {
        "id": its_id,
        "type": ["Achievement"],
        "achievementType": KINDS[facts.kind],
        "name": facts.title,
        "description": " ".join(facts.description.split()) or facts.title,
        "inLanguage": get_language(facts.language).html_lang,
        "criteria": {
            "id": f"{its_id}-criteria",
            "narrative": f"{words[facts.kind]} {words['minutes'].format(minutes=facts.minutes)}",
        },
        "resultDescription": [
            {
                "id": f"{its_id}-score",
                "type": ["ResultDescription"],
                "name": words["score"],
                "resultType": "Percent",
                "valueMin": "0",
                "valueMax": "100",
            }
        ],
    }
    alignment = [_aligned(its_id, competence) for competence in facts.competences]
    return achievement | ({"alignment": alignment} if alignment else {})


def _achievement_id(facts: CredentialFacts) -> str:
    return f"{facts.issuer_address}#{facts.achievement_key}"


def _aligned(achievement_id: str, competence: str) -> dict[str, Any]:
    return {
        "id": f"{achievement_id}-digcomp-{competence}",
        "type": ["Alignment"],
        "targetName": f"DigComp 2.2, {competence}",
        "targetUrl": DIGCOMP,
        "targetFramework": "DigComp 2.2",
        "targetCode": competence,
    }


def _behind(facts: CredentialFacts) -> str:
    """What stands behind the name and the result, in plain words."""
    words = _words(facts.language)
    said = [words[facts.voucher].format(by=facts.voucher_name)]
    said.append(words["supervised" if facts.is_supervised else "alone"])
    if facts.is_unassisted:
        said.append(words["unassisted"])
    return " ".join(said)


def _words(tag: Tag) -> Mapping[str, str]:
    if tag == UZ_CYRL:
        return {key: to_cyrillic(text) for key, text in _UZ.items()}
    return _RU if tag == RU else _UZ


def _status(facts: CredentialFacts) -> dict[str, Any]:
    number, index = divmod(facts.status_index, LIST_SIZE)
    address = status_address(facts.issuer_address, number)
    return {
        "id": f"{address}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": address,
    }


def status_address(issuer_address: str, number: int) -> str:
    """Where the status list of this number is served."""
    return f"{issuer_address.removesuffix('issuer.json')}status/{number}.json"


def status_list_of(issuer_address: str, number: int, gone: Iterable[int], made_on: date) -> dict[str, Any]:
    """The status list of this number, without its proof; `gone` are status indices, also those of other lists."""
    bits = bytearray(LIST_SIZE // 8)
    for index in gone:
        if index // LIST_SIZE == number:
            place = index % LIST_SIZE
            bits[place // 8] |= 0x80 >> place % 8
    address = status_address(issuer_address, number)
    return {
        "@context": [CREDENTIALS_2],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer_address,
        "validFrom": moment_of(made_on),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": f"u{to_base64url(gzip.compress(bytes(bits), mtime=0))}",
        },
    }


def profile_of(issuer_address: str, organiser: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """The issuer's profile, with every key that may have signed a credential (W3C Controlled Identifiers 1.0)."""
    methods = [
        {
            "id": method_of(issuer_address, key.kid),
            "type": "Multikey",
            "controller": issuer_address,
            "publicKeyMultibase": to_multikey(key.public),
            **({"revoked": moment_of(key.window.withdrawn_on)} if key.window.withdrawn_on is not None else {}),
        }
        for key in keys
    ]
    trusted = [one["id"] for one in methods if "revoked" not in one]
    return {
        "@context": [*CONTEXTS, "https://www.w3.org/ns/cid/v1"],
        "id": issuer_address,
        "type": ["Profile"],
        "name": organiser,
        "url": site_of(issuer_address),
        "verificationMethod": methods,
        "assertionMethod": trusted,
    }


def method_of(issuer_address: str, kid: str) -> str:
    """The address of one key in the profile."""
    return f"{issuer_address}#{kid}"


def is_about(credential: Mapping[str, Any], facts: SealFacts) -> bool:
    """Whether a credential and a seal say the same of the same certificate. KeyError or TypeError for no credential."""
    subject = credential["credentialSubject"]
    title = subject["achievement"]["name"]
    return bool(
        subject["licenseNumber"] == facts.code
        and subject["identifier"][0]["identityHash"] == facts.name
        and (title == facts.title or title.startswith(facts.title.removesuffix("…")))
        and credential["validFrom"] == moment_of(facts.issued_on)
        and subject["result"][0]["value"] == str(facts.percent)
        and credential["credentialStatus"]["statusListIndex"] == str(facts.status_index % LIST_SIZE)
    )


def to_json(document: Mapping[str, Any]) -> bytes:
    """The document as it is kept and served."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
