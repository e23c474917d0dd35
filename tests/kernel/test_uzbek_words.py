"""Words of every kind that nobody tuned the rules on, both ways."""

import pytest

from app.kernel.uzbek import to_cyrillic, to_latin

WORDS = """
fakultet=факультет fakultativ=факультатив dissiplina=дисциплина konsorsium=консорциум
devalvatsiya=девальвация apostil=апостиль apostilni=апостилни piksel=пиксель
pikselli=пикселли Belarus=Беларусь obyom=объём ensiklopediya=энциклопедия
Shvetsiya=Швеция Gretsiya=Греция ofitser=офицер matritsa=матрица
tablitsa=таблица velosiped=велосипед distansion=дистанцион akkumulator=аккумулятор
inspeksiya=инспекция yurisdiksiya=юрисдикция kommersiya=коммерция inersiya=инерция
aksent=акцент vaksinatsiya=вакцинация prinsipial=принципиал protsedura=процедура
spetsifik=специфик sotsiologiya=социология avtorizatsiya=авторизация abzats=абзац
unsiya=унция ssenariy=сценарий korrupsiyaviy=коррупциявий musʼhaf=мусҳаф
inʼikos=инъикос mavzeʼ=мавзеъ tobeʼ=тобеъ qoʻyyapti=қўйяпти
yoʻlyoʻriq=йўлйўриқ oʻyinchoq=ўйинчоқ duo=дуо saodat=саодат
maosh=маош Alekseyevich=Алексеевич Mendeleyev=Менделеев Dostoyevskiy=Достоевский
Kiyev=Киев yelkan=елкан aerodrom=аэродром diyeta=диета
abituriyent=абитуриент ingrediyent=ингредиент loyal=лоял kiyim=кийим
rayosat=раёсат kompaniya=компания tarjimayi=таржимайи manfiy=манфий
qiyin=қийин siyrak=сийрак bayram=байрам foyda=фойда
toyxona=тойхона choynak=чойнак aʼlo=аъло jamoa=жамоа
mudofaa=мудофаа shijoat=шижоат taassurot=таассурот muammo=муаммо
mutaxassis=мутахассис Qurʼon=Қуръон qurʼa=қуръа surʼat=суръат
isteʼmol=истеъмол eʼtiroz=эътироз ijtimoiy=ижтимоий teleskop=телескоп
Ozodlik=Озодлик yengil=енгил yechim=ечим bugungi=бугунги
keyingi=кейинги Yangiyoʻl=Янгийўл Xoʻjayli=Хўжайли Gʻijduvon=Ғиждувон
Oqqoʻrgʻon=Оққўрғон Boʻstonliq=Бўстонлиқ ijro=ижро jurnal=журнал
jahon=жаҳон choʻchqa=чўчқа achchiq=аччиқ aksincha=аксинча
tashkilot=ташкилот ekspert=эксперт elektr=электр eksport=экспорт
Eʼzozxon=Эъзозхон oktabrdagi=октябрдаги iyuldan=июлдан Nobel=Нобель
konsullik=консуллик multfilm=мультфильм rejissyor=режиссёр shofyor=шофёр
aktyor=актёр rolni=ролни kanselyariya=канцелярия byulleten=бюллетень
yubiley=юбилей yuridik=юридик jyuri=жюри elektron-raqamli=электрон-рақамли
Rossiya=Россия professor=профессор assotsiatsiya=ассоциация kassatsiya=кассация
ekspansiya=экспансия konversiya=конверсия sertifikatlash=сертификатлаш transkripsiya=транскрипция
opsiya=опция absorbsiya=абсорбция biopsiya=биопсия refleksiya=рефлексия
aksiyalar=акциялар kvitansiya=квитанция vakansiya=вакансия konstruktor=конструктор
apellatsiya=апелляция fakultetlararo=факультетлараро matritsalar=матрицалар eritsa=эритса
oʻqitsa=ўқитса vakansiyalar=вакансиялар
"""

READ_ONLY = """
distsiplina=дисциплина SHahar=Шаҳар CHilonzor=Чилонзор YOshlar=Ёшлар moʻʼjiza=мўъжиза apellyatsiya=апелляция
tsement=цемент kontsepsiya=концепция klient=клиент sentyabr=сентябрь revolyutsiya=революция SHAHAR=ШАҲАР
JSHSHIR=ЖШШИР Isʻhoq=Исҳоқ Is'hoq=Исҳоқ
"""
"""Spellings that are read, but written otherwise."""


def pairs(table):
    return [tuple(pair.split("=")) for pair in table.split()]


@pytest.mark.parametrize(("latin", "cyrillic"), pairs(WORDS))
def test_a_word_holds_both_ways(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(("latin", "cyrillic"), pairs(READ_ONLY))
def test_another_spelling_is_read(latin, cyrillic):
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Ш. Рашидов", "Sh. Rashidov"),
        ("Я", "Ya"),
        ("ЁШЛАР", "YOSHLAR"),
        ("МАЪНО", "MAʼNO"),
        ("Ъ", "ʼ"),
        ("борщ", "borshch"),
    ],
)
def test_capitals_and_rare_letters(cyrillic, latin):
    assert to_latin(cyrillic) == latin
