"""Column names, as CRM exports in each language have them."""

from __future__ import annotations

COLUMNS = (
    "id", "source", "title", "given_name", "family_name", "gender", "date_of_birth", "email",
    "phone", "street", "city", "region", "postcode", "country", "company", "job_title", "consent",
    "created_at", "updated_at",
)  # fmt: skip

_MORE = ("email_2", "phone_2", "email_status", "last_activity")
LAYOUTS = {
    "contacts": COLUMNS,
    "crm": COLUMNS + _MORE,
    "full_name": tuple(
        "full_name" if column == "given_name" else column
        for column in COLUMNS
        if column != "family_name"
    ),
}
"""The columns of a base, by layout."""
LANGUAGES = ("en", "de", "fr", "es", "it", "nl", "pl", "ru", "zh", "fa", "is")

_NAMES = {
    "de": "ID|Quelle|Anrede|Vorname|Nachname|Geschlecht|Geburtsdatum|E-Mail|Telefon|Straße|Ort"
    "|Bundesland|PLZ|Land|Firma|Position|Einwilligung|Erstellt am|Geändert am",
    "fr": "Identifiant|Source|Civilité|Prénom|Nom|Sexe|Date de naissance|Courriel|Téléphone"
    "|Adresse|Ville|Région|Code postal|Pays|Société|Fonction|Consentement|Créé le|Modifié le",
    "es": "ID|Origen|Tratamiento|Nombre|Apellidos|Sexo|Fecha de nacimiento|Correo electrónico"
    "|Teléfono|Dirección|Ciudad|Provincia|Código postal|País|Empresa|Cargo|Consentimiento"
    "|Fecha de creación|Fecha de actualización",
    "it": "ID|Fonte|Titolo|Nome|Cognome|Sesso|Data di nascita|Email|Telefono|Indirizzo|Città"
    "|Provincia|CAP|Paese|Azienda|Ruolo|Consenso|Creato il|Aggiornato il",
    "nl": "ID|Bron|Aanhef|Voornaam|Achternaam|Geslacht|Geboortedatum|E-mail|Telefoon|Adres|Plaats"
    "|Provincie|Postcode|Land|Bedrijf|Functie|Toestemming|Aangemaakt op|Gewijzigd op",
    "pl": "ID|Źródło|Tytuł|Imię|Nazwisko|Płeć|Data urodzenia|E-mail|Telefon|Ulica|Miasto"
    "|Województwo|Kod pocztowy|Kraj|Firma|Stanowisko|Zgoda|Data utworzenia|Data aktualizacji",
    "ru": "Код|Источник|Обращение|Имя|Фамилия|Пол|Дата рождения|Эл. почта|Телефон|Улица|Город"
    "|Регион|Индекс|Страна|Компания|Должность|Согласие|Дата создания|Дата изменения",
    "zh": "编号|来源|称谓|名|姓|性别|出生日期|电子邮件|电话|街道|城市|省份|邮政编码|国家|公司|职位"
    "|同意|创建时间|更新时间",
    "fa": "شناسه|منبع|عنوان|نام|نام خانوادگی|جنسیت|تاریخ تولد|ایمیل|تلفن|خیابان|شهر|استان|کد پستی"
    "|کشور|شرکت|سمت|رضایت|تاریخ ایجاد|تاریخ به‌روزرسانی",
    "is": "Auðkenni|Uppruni|Ávarp|Fornafn|Kenninafn|Kyn|Fæðingardagur|Netfang|Sími|Heimilisfang"
    "|Staður|Landshluti|Póstnúmer|Land|Fyrirtæki|Starfsheiti|Samþykki|Stofnað|Uppfært",
}


# of the further columns: full name, second e-mail, second phone, e-mail status, last activity
_MORE_NAMES = {
    "de": "Name|E-Mail 2|Telefon 2|E-Mail-Status|Letzte Aktivität",
    "fr": "Nom complet|Courriel 2|Téléphone 2|Statut du courriel|Dernière activité",
    "es": "Nombre completo|Correo electrónico 2|Teléfono 2|Estado del correo|Última actividad",
    "it": "Nome e cognome|Email 2|Telefono 2|Stato email|Ultima attività",
    "nl": "Volledige naam|E-mail 2|Telefoon 2|E-mailstatus|Laatste activiteit",
    "pl": "Imię i nazwisko|E-mail 2|Telefon 2|Status e-mail|Ostatnia aktywność",
    "ru": "ФИО|Эл. почта 2|Телефон 2|Статус почты|Последняя активность",
    "zh": "姓名|电子邮件2|电话2|邮件状态|最近活动时间",
    "fa": "نام و نام خانوادگی|ایمیل ۲|تلفن ۲|وضعیت ایمیل|آخرین فعالیت",
    "is": "Fullt nafn|Netfang 2|Sími 2|Staða netfangs|Síðasta virkni",
}


def column_names(language: str, layout: str = "contacts") -> tuple[str, ...]:
    """The names of a layout's columns in a language of ``LANGUAGES``."""
    columns = LAYOUTS[layout]
    if language == "en":
        return columns
    names = dict(zip(COLUMNS, _NAMES[language].split("|"), strict=True))
    more = dict(zip(("full_name", *_MORE), _MORE_NAMES[language].split("|"), strict=True))
    return tuple((names | more)[column] for column in columns)
