"""The certificate's own words in Uzbek and Russian; Cyrillic Uzbek is derived. None may claim what is not known."""

from collections.abc import Mapping
from functools import cache

from app.kernel.locale import RU, UZ, UZ_CYRL, Tag
from app.kernel.uzbek import to_cyrillic
from app.seals.types.facts import Kind, Voucher

Words = Mapping[str, str]

_UZ: Words = {
    "title": "Sertifikat",
    "before_name": "Ushbu sertifikat egasi",
    "after_name course": "mustaqil oʻrganiladigan onlayn kursni oʻqidi va yakuniy testdan oʻtdi",
    "after_name path": "mustaqil oʻrganiladigan onlayn kurslarning hammasini oʻqidi va yakuniy testlardan oʻtdi",
    "after_name trainer": "trenerlar uchun onlayn kursni oʻqidi va yakuniy testdan oʻtdi",
    "minutes": "Kurs davomiyligi",
    "minutes path": "Kurslar davomiyligi",
    "score": "Yakuniy test natijasi",
    "score path": "Yakuniy testlar natijasi",
    "issued_on": "Berilgan kun",
    "organiser": "Tashkilotchi",
    "areas": "kurs qamragan yoʻnalishlar",
    "ground": "Nimaga asoslangan",
    "voucher learner": "Ismni egasi yozgan",
    "voucher trainer": "Ismni %s markazidagi trener hujjatdan tekshirgan",
    "voucher trainer unnamed": "Ismni trener hujjatdan tekshirgan",
    "voucher provider": "Ismni %s tasdiqlagan",
    "voucher provider unnamed": "Ism shaxsni tasdiqlash xizmatidan olingan",
    "supervised unassisted": "Test nazorat ostida, yordamsiz topshirilgan",
    "supervised": "Test nazorat ostida topshirilgan",
    "unassisted": "Test yordamsiz topshirilgan",
    "replaces": "%s kodli sertifikat oʻrniga berilgan",
    "code": "Sertifikat kodi",
    "check_by_camera": "Tekshirish: telefon kamerasini|QR-kodga tuting",
    "check_by_address": "Tekshirish manzili",
    "qr": "Sertifikatni tekshirish sahifasining QR-kodi",
    "signature": "Tashkilotchining elektron muhri",
    "disclaimer": "Ushbu sertifikat kursni oʻtaganlikni tasdiqlaydi; davlat namunasidagi taʼlim hujjati emas.",
    "area 1": "axborot va maʼlumotlar bilan ishlash",
    "area 2": "muloqot va hamkorlik",
    "area 3": "raqamli kontent yaratish",
    "area 4": "xavfsizlik",
    "area 5": "muammolarni hal qilish",
    "minute": "daqiqa",
}
_RU: Words = {
    "title": "Сертификат",
    "before_name": "Сертификат получает",
    "after_name course": "за прохождение онлайн-курса для самостоятельного изучения с итоговым тестом",
    "after_name path": "за прохождение всех онлайн-курсов для самостоятельного изучения с итоговыми тестами",
    "after_name trainer": "за прохождение онлайн-курса для тренеров с итоговым тестом",
    "minutes": "Продолжительность курса",
    "minutes path": "Продолжительность курсов",
    "score": "Результат итогового теста",
    "score path": "Результат итоговых тестов",
    "issued_on": "Дата выдачи",
    "organiser": "Организатор",
    "areas": "области, которые охватывает курс",
    "ground": "На чём основано",
    "voucher learner": "Имя написано самим получателем",
    "voucher trainer": "Имя сверил с документом тренер центра %s",
    "voucher trainer unnamed": "Имя сверил с документом тренер",
    "voucher provider": "Имя подтвердил сервис %s",
    "voucher provider unnamed": "Имя подтвердила служба удостоверения личности",
    "supervised unassisted": "Тест сдан под наблюдением и без посторонней помощи",
    "supervised": "Тест сдан под наблюдением",
    "unassisted": "Тест сдан без посторонней помощи",
    "replaces": "Выдан взамен сертификата %s",
    "code": "Код сертификата",
    "check_by_camera": "Проверка: наведите камеру телефона|на QR-код",
    "check_by_address": "Адрес проверки",
    "qr": "QR-код страницы проверки сертификата",
    "signature": "Электронная печать организатора",
    "disclaimer": "Сертификат подтверждает прохождение курса и не является документом об образовании "
    "государственного образца.",
    "area 1": "работа с информацией и данными",
    "area 2": "общение и сотрудничество",
    "area 3": "создание цифрового контента",
    "area 4": "безопасность",
    "area 5": "решение проблем",
}


@cache
def labels(tag: Tag) -> Words:
    """The certificate's own words; KeyError for a language that it is not written in."""
    if tag == UZ_CYRL:
        return {key: to_cyrillic(text) for key, text in _UZ.items()}
    return {UZ: _UZ, RU: _RU}[tag]


def of_kind(words: Words, key: str, kind: Kind) -> str:
    """The words of a label that may differ for a kind of certificate."""
    return words.get(f"{key} {kind}") or words[key]


def say_voucher(words: Words, voucher: Voucher, name: str) -> str:
    """Who answers for the name; `name` is the centre's or the provider's, maybe empty."""
    if voucher is Voucher.LEARNER:
        return words[f"voucher {voucher}"]
    return words[f"voucher {voucher}"].replace("%s", _quoted(name)) if name else words[f"voucher {voucher} unnamed"]


def say_test(words: Words, *, is_supervised: bool, is_unassisted: bool) -> str:
    """How the test was taken; nothing where it is not known."""
    known = [key for key, holds in (("supervised", is_supervised), ("unassisted", is_unassisted)) if holds]
    return words[" ".join(known)] if known else ""


def count_minutes(count: int, tag: Tag) -> str:
    """The word that goes with so many minutes."""
    if tag != RU:
        return labels(tag)["minute"]
    if count % 10 == 1 and count % 100 != 11:  # noqa: PLR2004 - Russian numerals
        return "минута"
    if count % 10 in {2, 3, 4} and count % 100 not in {12, 13, 14}:
        return "минуты"
    return "минут"


def _quoted(name: str) -> str:
    return name if name.startswith("«") else f"«{name}»"
