"""Practice scenarios for tests: the sample that the written format was made with, and a small one to break."""

SCENARIO = "courses/sample/practice/otp.uz.md"
SCENARIO_RU = "courses/sample/practice/otp.ru.md"

SMALL = """\
---
title: Kirish
pass: 70
persona:
  name: Dilnoza Karimova
  pinfl: "40201902050010"
  phone: "+998 00 123 45 67"
otp: {length: 5, seconds: 120}
---

{{ persona.name }} nomidan ishlang.

## Kirish {#login .browser url="https://my.gov.uz.example/login" points=3}

Maʼlumotlarni kiriting.

> Raqam: {{ persona.pinfl }}.

```fields
- name: pinfl
  type: digits
  label: JSHSHIR
  check: pinfl
  answer: "{{ persona.pinfl }}"
- {name: agree, type: acknowledge, label: Roziman}
```

- [Davom etish](#sms) {submit}
- [Tez kirish](#lost) {points=-1 .unsafe}
  > Bu reklama edi.

## SMS keldi {#sms .sms points=2}

Kod: **{{ otp }}**.

```fields
- {name: code, type: otp, label: Kod, answer: "{{ otp }}"}
```

- [Tasdiqlash](#spot) {submit}
- [Qayta yuborish](#sms) {new-otp}

## Belgilarni toping {#spot .email points=2}

- [x] Manzil `my-gov-uz.example`
- [ ] Salomlashish
  > Bu belgi emas.

- [Tekshirish](#done) {submit points=1}

## Aldandingiz {#lost .end result=fail}

Qayta urining.

## Tayyor {#done .end result=pass}

Kirdingiz.
"""
SMALL_RU = """\
---
title: Вход
persona:
  name: Дильноза Каримова
---

Работайте от имени {{ persona.name }}.

## Вход {#login .browser url="https://my.gov.uz.example/login" points=3}

Введите данные.

> Номер: {{ persona.pinfl }}.

```fields
- name: pinfl
  type: digits
  label: ПИНФЛ
  check: pinfl
  answer: "{{ persona.pinfl }}"
- {name: agree, type: acknowledge, label: Согласие}
```

- [Дальше](#sms) {submit}
- [Быстрый вход](#lost) {points=-1 .unsafe}
  > Это была реклама.

## Пришло SMS {#sms .sms points=2}

Код: **{{ otp }}**.

```fields
- {name: code, type: otp, label: Код, answer: "{{ otp }}"}
```

- [Подтвердить](#spot) {submit}
- [Выслать ещё раз](#sms) {new-otp}

## Найдите признаки {#spot .email points=2}

- [x] Адрес `my-gov-uz.example`
- [ ] Приветствие
  > Это не признак.

- [Проверить](#done) {submit points=1}

## Вас обманули {#lost .end result=fail}

Попробуйте ещё раз.

## Готово {#done .end result=pass}

Вход выполнен.
"""

BOTH = {SCENARIO: SMALL, SCENARIO_RU: SMALL_RU}
"""The small scenario in both written languages, to be laid beside the small course."""
