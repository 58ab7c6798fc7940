"""What months are called, and the other words that stand in dates.

As people write them; ``table`` romanises them as it does the values, so that both agree.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pyarrow as pa

from twinset.standardize.texts import TokenTable, ascii_texts, fold, to_array
from twinset.types import Int64, UInt8

# English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Russian, Ukrainian,
# Swedish and Danish, Icelandic, Czech, Turkish, Greek, Arabic, Hebrew, Persian
_MONTHS = """
jan january januar janvier enero gennaio gen janeiro januari styczeń stycznia январь января янв ene janv jän jänner jaenner janúar leden ledna ocak oca sty січень січня Ιανουαρίου Ιανουάριος يناير ينایر ינואר ژانویه
feb february februar février febrero febbraio fevereiro februari luty lutego февраль февраля фев févr febr fev febrúar šubat şubat şub lut лютий лютого únor února Φεβρουαρίου Φεβρουάριος فبراير פברואר فوریه
mar march märz mars marzo março maart marzec marca март марта мар maerz mrz mrt březen března mart березень березня Μαρτίου Μάρτιος مارس מרץ
apr april avril abril aprile kwiecień kwietnia апрель апреля апр avr abr kwi duben dubna nisan nis apríl квітень квітня Απριλίου Απρίλιος أبريل ابريل אפריל آوریل
may mai mayo maggio maio mei maj maja май мая mag květen května mayıs maí травень травня Μαΐου Μάιος مايو מאי
jun june juni juin junio giugno junho czerwiec czerwca июнь июня июн giu cze červen června haziran haz júní червень червня Ιουνίου Ιούνιος يونيو יוני ژوئن
jul july juli juillet julio luglio julho lipiec lipca июль июля июл lug juil lip červenec července temmuz tem júlí липень липня Ιουλίου Ιούλιος يوليو יולי ژوئیه
aug august août agosto augustus sierpień sierpnia август августа авг ago sie srpen srpna ağustos agu ağu augusti ágúst серпень серпня Αυγούστου Αύγουστος أغسطس אוגוסט اوت
sep sept september septembre septiembre settembre setembro wrzesień września сентябрь сентября сен сент set wrz září eylul eylül eyl setiembre вересень вересня Σεπτεμβρίου Σεπτέμβριος سبتمبر ספטמבר سپتامبر
oct october oktober octobre octubre ottobre outubro październik października октябрь октября окт okt ott out paź říjen října ekim eki október жовтень жовтня Οκτωβρίου Οκτώβριος أكتوبر אוקטובר اکتبر
nov november novembre noviembre novembro listopad listopada ноябрь ноября ноя noy lis kasım kas nóvember Νοεμβρίου Νοέμβριος نوفمبر נובמבר نوامبر
dec december dezember décembre diciembre dicembre dezembro grudzień grudnia декабрь декабря дек dez dic dek gru prosinec prosince aralık ara desember des грудень грудня Δεκεμβρίου Δεκέμβριος ديسمبر דצמבר دسامبر
"""  # noqa: E501

_PERSIAN_MONTHS = """
فروردین farvardin
اردیبهشت ordibehesht
خرداد khordad
تیر tir
مرداد mordad
شهریور shahrivar
مهر mehr
آبان aban
آذر azar
دی dey
بهمن bahman
اسفند esfand
"""

# days of the week, ordinals, particles, units of Chinese, Japanese and Korean dates, time zones
_WORDS = """
mon tue tues wed thu thur thurs fri sat sun
monday tuesday wednesday thursday friday saturday sunday
mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
lun mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato domenica
st nd rd th er de del of the den am le el uhr um at utc gmt год года г г. ano year го
年 月 日 号 時 时 分 秒 년 월 일 سنة ماه سال روز
"""  # noqa: E501


@cache
def table() -> tuple[TokenTable, UInt8]:
    """The words, and for each its month: 13 to 24 for those of the Persian calendar, 0 for none."""
    numbered = [
        (word, number)
        for text, first in ((_MONTHS, 1), (_PERSIAN_MONTHS, 13))
        for number, line in enumerate(text.strip().splitlines(), first)
        for word in line.split()
    ]
    numbered += [(word, 0) for word in _WORDS.split()]
    romanised = to_array(fold(ascii_texts(pa.array([word for word, _ in numbered])))).to_pylist()
    months: dict[str, int] = {}
    for text, (_, number) in zip(romanised, numbered, strict=True):
        if text.isalpha() and len(text) <= 16:
            months.setdefault(text, number)
    return TokenTable(dict.fromkeys(months, ("", 0))), np.array(list(months.values()), np.uint8)


def keys() -> tuple[np.ndarray, Int64, UInt8, UInt8]:
    """The table as ``kernels.dates.read_dates`` takes it."""
    words, months = table()
    return (*words.keys, months)


def month_numbers() -> dict[str, int]:
    """Folded names of the months of the Gregorian calendar."""
    words, months = table()
    named = zip(words.entries, months.tolist(), strict=True)
    return {word: number for word, number in named if 1 <= number <= 12}
