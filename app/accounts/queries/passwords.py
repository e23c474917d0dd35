"""What is said of a new password that is refused, wherever one is typed."""

from flask_babel import lazy_gettext as _l

from app.accounts.rules.passwords import PasswordProblem

PASSWORD_WORDS = {
    PasswordProblem.TOO_SHORT: _l("Parol kamida 8 ta belgidan iborat boʻlsin."),
    PasswordProblem.TOO_LONG: _l("Parol juda uzun. 200 ta belgidan oshmasin."),
    PasswordProblem.TOO_COMMON: _l("Bu parolni oson topish mumkin. Boshqasini oʻylab toping."),
    PasswordProblem.UNREADABLE: _l("Parolda oʻqib boʻlmaydigan belgi bor. Qayta yozing."),
    PasswordProblem.TOO_PERSONAL: _l("Parol ismingiz yoki raqamingizdan iborat boʻlmasin."),
}
