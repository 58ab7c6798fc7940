"""Column names, as CRM exports in each language have them."""

from __future__ import annotations

COLUMNS = (
    "id", "source", "title", "given_name", "family_name", "gender", "date_of_birth", "email",
    "phone", "street", "city", "region", "postcode", "country", "company", "job_title", "consent",
    "created_at", "updated_at",
)  # fmt: skip

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


def column_names(language: str) -> tuple[str, ...]:
    """The names of ``COLUMNS`` in a language of ``settings.LANGUAGES``."""
    return COLUMNS if language == "en" else tuple(_NAMES[language].split("|"))
