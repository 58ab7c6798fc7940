"""Legal forms: how they are written, and what kind of company each makes.

Our own table, after measuring the libraries: cleanco 2.3 strips 38,000 names a second and neither
Cyrillic nor CJK forms; rigour 2.6 is 12 MB with six dependencies, left 7 of 15 forms of our
example (CJK, Arabic, A/S, A.Ş., Corp.), and has no place for the part that a form plays. ISO 20275
lists 3,000 forms, most of which no contact base has ever held.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache


class FormKind(StrEnum):
    """What the liability hangs on, across countries."""

    LIMITED = "limited"
    STOCK = "stock"
    PARTNERSHIP = "partnership"
    SOLE = "sole"
    COOPERATIVE = "cooperative"
    NONPROFIT = "nonprofit"
    STATE = "state"
    COMPANY = "company"
    """Says only that it is one: Co., Company, 公司."""


@dataclass(frozen=True, slots=True)
class LegalForm:
    """A form in its proper writing, and the other ways to write it."""

    name: str
    kind: FormKind
    spellings: tuple[str, ...]
    in_front: bool


# One form a line: proper writing, then other spellings; "^" where it also stands in front of the
# name. Spellings are found whatever their case, dots and accents.
_TABLE = {
    FormKind.LIMITED: """
Ltd ^| Limited | Ltd. | Co Ltd | Co., Limited | Company Limited | Company Ltd | Corporation Limited | Corp Ltd | Private Company Limited | Private Company Limited by Shares
LLC ^| L.L.C. | Limited Liability Company | Limited Liability Co | LC | FZ LLC | W.L.L. | WLL | FZE | FZCO
Pty Ltd | Proprietary Limited | Pty Limited | Proprietary Ltd | Pty
Pte Ltd | Private Limited Pte | Pte Limited | Pte
Pvt Ltd | Private Limited | Private Ltd | Pvt Limited | (P) Ltd | P Ltd | Pvt
Sdn Bhd | Sendirian Berhad | Sdn. Berhad
GmbH | Gesellschaft mit beschränkter Haftung | mbH | gGmbH | Gesellschaft m.b.H. | Ges.m.b.H. | GesmbH | GmbH i.L.
UG | UG haftungsbeschränkt | Unternehmergesellschaft | Unternehmergesellschaft haftungsbeschränkt
SARL ^| S.à r.l. | Sàrl | Société à responsabilité limitée | SARLU
EURL | Entreprise unipersonnelle à responsabilité limitée
SPRL | BVBA | B.V.B.A. | Besloten vennootschap met beperkte aansprakelijkheid
S.r.l. ^| Società a responsabilità limitata | Srls | Srl a socio unico | Societatea cu Răspundere Limitată | Societate cu Răspundere Limitată | S.r.l.u.
S.L. | S.L.U. | SLU | Sociedad Limitada | Sociedad de Responsabilidad Limitada | SRL | S. de R.L. | S. de R.L. de C.V. | S de RL de CV | SLL
Ltda | Limitada | Cia Ltda | EIRELI | Ltda ME | Ltda.
Lda | Unipessoal Lda | Sociedade por quotas
B.V. | Besloten Vennootschap
ApS | Anpartsselskab
ehf. | Einkahlutafelag | einkahlutafélag | slhf
Sp. z o.o. | Sp. zoo | Sp z o o | Spzoo | Spółka z ograniczoną odpowiedzialnością | Spółka z o.o. | Sp. z o.o. Sp.k.
s.r.o. | spol. s r.o. | spoločnosť s ručením obmedzeným | společnost s ručením omezeným | spol s r o
Kft. | Korlátolt felelősségű társaság
d.o.o. | društvo s ograničenom odgovornošću | družba z omejeno odgovornostjo | j.d.o.o.
ООО ^| OOO | Общество с ограниченной ответственностью | o.O.O.
ТОО ^| Товарищество с ограниченной ответственностью
ТОВ ^| TOV | Товариство з обмеженою відповідальністю
ООД | ЕООД | Дружество с ограничена отговорност
ΕΠΕ | E.P.E. | ΙΚΕ | Μονοπρόσωπη ΙΚΕ | Εταιρεία Περιορισμένης Ευθύνης
UAB ^| Uždaroji akcinė bendrovė
SIA ^| Sabiedrība ar ierobežotu atbildību
OÜ ^| Osaühing
Ltd. Şti. | Limited Şirketi | Ltd Sti | San. ve Tic. Ltd. Şti. | Sanayi ve Ticaret Ltd. Şti. | Sanayi ve Ticaret Limited Şirketi
ش.م.م | ذ.م.م | شركة ذات مسؤولية محدودة | المحدودة | ذات مسؤولية محدودة
مسئولیت محدود ^| با مسئولیت محدود | شرکت با مسئولیت محدود | شرکت مسئولیت محدود
בע"מ | בעמ
有限会社 ^| Yugen Kaisha | Yugen Gaisha | YK | Y.K.
合同会社 ^| Godo Kaisha | Godo Gaisha | GK | G.K.
有限公司 | 有限责任公司 | 有限責任公司 | Youxian Gongsi
유한회사 ^| 유한책임회사 | Yuhan Hoesa
Công ty TNHH ^| TNHH
""",  # noqa: E501
    FormKind.STOCK: """
Inc. | Incorporated | Co Inc
Corp. | Corporation | Corpn
PLC | Public Limited Company | P.L.C. | Public Ltd Co
N.A. | National Association
AG | Aktiengesellschaft | A.G.
SE | Societas Europaea
S.A. | Société Anonyme | Sociedad Anónima | Sociedade Anônima | Spółka Akcyjna | SA/NV | SAU | Sociedad Anónima Unipersonal
S.A. de C.V. | S.A.B. de C.V. | S.A.P.I. de C.V. | Sociedad Anónima de Capital Variable | SA CV | SAPI
SAS | SASU | Société par actions simplifiée | S.A.S. | Sociedad por Acciones Simplificada
S.p.A. | SpA | Società per azioni
N.V. | Naamloze Vennootschap | NV/SA
AB ^| Aktiebolag | AB publ | Aktiebolaget
AS | A.S. | Aksjeselskap | ASA | Allmennaksjeselskap
A/S | Aktieselskab | Aktieselskabet
Oy ^| Oyj | Osakeyhtiö | Oy Ab | Ab Oy
hf. | Hlutafélag | ohf
a.s. | akciová společnost | akciová spoločnosť
Zrt. | Nyrt. | Rt | Zártkörűen működő részvénytársaság | Nyilvánosan működő részvénytársaság
d.d. | dioničko društvo | delniška družba
АО ^| AO | JSC | Joint Stock Company | Акционерное общество | НАО | Joint-Stock Co
ОАО ^| OAO | OJSC | Open Joint Stock Company | Открытое акционерное общество
ЗАО ^| ZAO | CJSC | Closed Joint Stock Company | Закрытое акционерное общество
ПАО ^| PAO | PJSC | Public Joint Stock Company | Публичное акционерное общество | PrJSC
ПАТ ^| ПрАТ | PAT | PrAT | ВАТ | Публічне акціонерне товариство | Приватне акціонерне товариство
АД | ЕАД | Акционерно дружество
Α.Ε. | AE | Ανώνυμη Εταιρεία
A.Ş. | Anonim Şirketi | San. ve Tic. A.Ş. | Sanayi ve Ticaret A.Ş. | Sanayi ve Ticaret Anonim Şirketi
Tbk ^| PT | Perseroan Terbatas
Bhd | Berhad
S.A.L. | SAE | SAOG | SAOC | BSC | QPSC | KSC | شركة مساهمة | ش.م.ع | المساهمة
سهامی خاص ^| شرکت سهامی خاص | شرکت سهامی | شرکت سهامی عام | سهامی عام
株式会社 ^| (株) | Kabushiki Kaisha | Kabushiki Gaisha | KK | K.K. | Co KK
股份有限公司 | 股份公司 | Gufen Youxian Gongsi
주식회사 ^| (주) | Jusik Hoesa | Chusik Hoesa
Công ty Cổ phần ^| CTCP
A.D. | akcionarsko društvo | Sh.A.
""",  # noqa: E501
    FormKind.PARTNERSHIP: """
LLP | Limited Liability Partnership | LLLP
LP | Limited Partnership | L.P.
PLLC | Professional Limited Liability Company
KG | Kommanditgesellschaft
GmbH & Co. KG | GmbH & Co KG | GmbH und Co KG | GmbH & Co. KGaA | AG & Co. KG | AG & Co. KGaA | UG & Co. KG | UG (haftungsbeschränkt) & Co. KG | GmbH & Co | SE & Co. KG | SE & Co. KGaA
KGaA | Kommanditgesellschaft auf Aktien
OHG | Offene Handelsgesellschaft
GbR | Gesellschaft bürgerlichen Rechts
SNC | S.n.c. | Société en nom collectif | Società in nome collettivo
S.a.s. di | SCS | Société en commandite simple | SCA | Société en commandite par actions | S.a.p.a.
SCI | Société civile immobilière
V.O.F. | Vennootschap onder firma
C.V. ^| Commanditaire vennootschap
HB | Handelsbolag | KB | Kommanditbolag
I/S | Interessentskab | K/S | Kommanditselskab
Ky | Kommandiittiyhtiö
Sp.k. | Spółka komandytowa | Sp.j. | Spółka jawna
Bt. | Betéti társaság
k.s. | v.o.s. | komanditní společnost
""",  # noqa: E501
    FormKind.SOLE: """
e.K. | e.Kfm. | e.Kfr. | eingetragener Kaufmann
ИП ^| IP | Индивидуальный предприниматель
""",
    FormKind.COOPERATIVE: """
eG | eingetragene Genossenschaft
SCOP | S.Coop. | Sociedad Cooperativa | Soc. Coop.
""",
    FormKind.NONPROFIT: """
e.V. | eingetragener Verein
АНО ^| ANO | Автономная некоммерческая организация
НКО ^| NKO | Некоммерческая организация
""",
    FormKind.STATE: """
ФГУП ^| ГУП | МУП | Федеральное государственное унитарное предприятие
""",
    FormKind.COMPANY: """
Co. | Company | Cía | Cie | Compañía | Compagnie
شرکت ^| شركة
公司
회사
会社
Công ty ^|
""",
}


@cache
def legal_forms() -> tuple[LegalForm, ...]:
    """All forms; the number of a form is its place."""
    forms = []
    for kind, lines in _TABLE.items():
        for line in lines.strip().splitlines():
            name, _, rest = line.partition("|")
            spellings = tuple(s.strip() for s in rest.split("|") if s.strip())
            proper = name.replace("^", "").strip()
            forms.append(LegalForm(proper, kind, (proper, *spellings), "^" in name))
    return tuple(forms)
