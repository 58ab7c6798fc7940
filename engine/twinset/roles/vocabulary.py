"""The words that people write over columns, by role: plain lists, one language a line.

Spelling as people type it; ``headers`` removes case, accents and spacing. Order of lines:
English and CRM exports, German, French, Spanish, Italian, Portuguese, Dutch, Polish,
Scandinavian, Finnish, Icelandic, Czech, Hungarian, Romanian, Turkish, Greek, Russian, Ukrainian,
Persian, Arabic, Chinese, Japanese, Korean.
"""

from __future__ import annotations

from twinset.types import Role

PHRASES: dict[Role, str] = {
    Role.GIVEN_NAME: """
        first name, given name, given names, forename, forenames, christian name, firstname
        fname, f name, gname, name first, nickname, nick name, known as, preferred name
        Vorname, Vornamen, Rufname
        prénom, prénoms, primer nombre, nombre de pila, nombres, nome proprio, nome de batismo
        nome próprio, primeiro nome, prenome, nome di battesimo, voornaam, voornamen, roepnaam
        imię, imiona, pierwsze imię, fornavn, förnamn, tilltalsnamn, etunimi, etunimet
        eiginnafn, fornafn, skírnarnafn, křestní jméno, jméno křestní, krstné meno, keresztnév
        utónév, prenume, adı, ilk ad, ön ad, όνομα, μικρό όνομα, имя, имена, ім'я, імя
        نام کوچک, اسم کوچک, الاسم الأول, الاسم الاول, اسم الشخص, 名, 名前（名）, ファーストネーム
        メイ
        名（カナ）, 이름(명), 名字（名）, ime, vardas, vārds, eesnimi, tên, nama depan
    """,
    Role.MIDDLE_NAME: """
        middle name, middle names, middle initial, mname, second name, additional name, name middle
        patronymic, middlename, second forename, zweiter Vorname, Mittelname, weitere Vornamen
        deuxième prénom, second prénom, autres prénoms, segundo nombre, secondo nome, nome do meio
        segundo nome, tweede voornaam, tussenvoegsel, drugie imię, mellomnavn, mellemnavn
        mellannamn, toinen nimi, millinafn, föðurnafn, prostřední jméno, középső név
        al doilea prenume, ikinci ad, göbek adı, πατρώνυμο, отчество, по батькові, ім'я по батькові
        نام میانی, نام پدر, الاسم الأوسط, اسم الأب, 中间名, 中間名, ミドルネーム
    """,
    Role.FAMILY_NAME: """
        last name, surname, surnames, family name, lastname, lname, l name, maiden name, name last
        birth name, previous surname, former surname, married name, former name
        Nachname, Familienname, Zuname, Geburtsname, Mädchenname, nom de famille, nom d'usage
        nom de naissance, nom patronymique, apellido, apellidos, primer apellido, segundo apellido
        apellido paterno, apellido materno, cognome, cognome da nubile, sobrenome, apelido
        último nome, nome de família, achternaam, familienaam, geboortenaam, meisjesnaam, nazwisko
        nazwisko rodowe, nazwisko panieńskie, etternavn, efternavn, efternamn, slektsnavn
        familienavn, sukunimi, kenninafn, eftirnafn, ættarnafn, příjmení, priezvisko, vezetéknév
        családnév, nume de familie, soyad, soyadı, soy isim, επώνυμο, επίθετο, фамилия, прізвище
        نام خانوادگی, فامیلی, فامیل, شهرت, اسم العائلة, اللقب, الكنية, لقب العائلة, 姓, 姓氏, 苗字
        セイ, 姓（カナ）, ラストネーム, 성, 성씨, prezime, pavardė, uzvārds, perekonnanimi, họ
    """,
    Role.FULL_NAME: """
        full name, fullname, complete name, person name, contact name, contact person, display name
        customer name, client name, patient name, member name, name full, name and surname
        employee name, formatted name, legal name, first and surname, first last, attendee name
        vollständiger Name, ganzer Name, Vor- und Nachname, Name Vorname, Ansprechpartner
        Kundenname, nom complet, nom et prénom, prénom et nom, nom prénom, nombre completo
        nombre y apellidos, apellidos y nombre, nominativo, nome completo, nome e cognome
        cognome e nome, volledige naam, naam en voornaam, contactpersoon, imię i nazwisko
        nazwisko i imię, fullt navn, fulde navn, fullständigt namn, fullt namn, koko nimi
        fullt nafn, jméno a příjmení, celé jméno, meno a priezvisko, teljes név, nume complet
        nume și prenume, nume prenume, adı soyadı, ad soyad, isim soyisim, ονοματεπώνυμο
        πλήρες όνομα, фио, ф.и.о., полное имя, контактное лицо, піб, п.і.б., повне ім'я
        نام و نام خانوادگی, نام کامل, الاسم الكامل, الاسم الثلاثي, الاسم الرباعي, اسم العميل
        姓名, 全名, 中文名, 客户姓名, 氏名, お名前, フルネーム, 氏名（カナ）, 성명, 성함, 고객명
        이름
    """,
    Role.GENDER: """
        gender, sex, gender identity, gndr, Geschlecht, sexe, civilité genre, sexo, género, sesso
        genere, geslacht, płeć, kjønn, køn, kön, sukupuoli, kyn, pohlaví, pohlavie, neme, nemi
        gen, sexul, cinsiyet, φύλο, пол, стать, جنسیت, الجنس, النوع, 性别, 性別, 성별
    """,
    Role.BIRTH_DATE: """
        date of birth, birth date, birthdate, birthday, dob, d.o.b., born, born on, birth dt
        bdate, Geburtsdatum, Geburtstag, geboren am, Geb.-Datum, gebdat, gebdatum
        date de naissance, né le, naissance, fecha de nacimiento, fecha nacimiento, nacimiento
        f. nacimiento, data di nascita, nascita, data nascita, data de nascimento, nascimento
        data nascimento, geboortedatum, geboren op, data urodzenia, urodzony, fødselsdato
        fødselsdag, födelsedatum, födelsedag, syntymäaika, syntymäpäivä, fæðingardagur
        fæðingardagsetning, datum narození, dátum narodenia, születési dátum, születési idő
        születésnap, data nașterii, doğum tarihi, ημερομηνία γέννησης, ημ. γέννησης
        дата рождения, день рождения, дата народження, تاریخ تولد, تولد, تاريخ الميلاد
        تاريخ الولادة, 出生日期, 生日, 出生年月日, 出生年月, 生年月日, 誕生日, 생년월일, 생일
        datum rođenja, gimimo data, dzimšanas datums, sünniaeg, ngày sinh, tanggal lahir
    """,
    Role.BIRTH_YEAR: """
        birth year, year of birth, yob, dob year, birthyear, dob yr, dob y, Geburtsjahr
        année de naissance, año de nacimiento, anno di nascita, ano de nascimento, geboortejaar
        rok urodzenia, fødselsår, födelseår, syntymävuosi, fæðingarár, rok narození
        születési év, anul nașterii, doğum yılı, έτος γέννησης, год рождения, рік народження
        سال تولد, سنة الميلاد, 出生年份, 出生年, 生年, 출생년도, 출생연도
    """,
    Role.BIRTH_MONTH: """
        birth month, month of birth, dob month, dob mon, dob mth, dob m, Geburtsmonat
        mois de naissance, mes de nacimiento, mese di nascita, mês de nascimento, geboortemaand
        miesiąc urodzenia, fødselsmåned, födelsemånad, syntymäkuukausi, fæðingarmánuður
        měsíc narození, születési hónap, luna nașterii, doğum ayı, μήνας γέννησης
        месяц рождения, місяць народження, ماه تولد, شهر الميلاد, 出生月份, 出生月, 생월
    """,
    Role.BIRTH_DAY: """
        birth day of month, day of birth, dob day, dob d, dob dd, Geburtstag Tag
        jour de naissance, día de nacimiento, giorno di nascita, dia de nascimento, geboortedag
        dzień urodzenia, syntymäpäivä numero, den narození, születési nap, ziua nașterii
        doğum günü, ημέρα γέννησης, день месяца рождения, روز تولد, يوم الميلاد, 出生日
    """,
    Role.BIRTH_PLACE: """
        birth place, place of birth, birthplace, city of birth, birth city, birth town, pob
        birth country, country of birth, birth state, Geburtsort, Geburtsland, lieu de naissance
        ville de naissance, pays de naissance, lugar de nacimiento, ciudad de nacimiento
        luogo di nascita, comune di nascita, local de nascimento, naturalidade, geboorteplaats
        geboorteland, miejsce urodzenia, fødested, fødeland, födelseort, födelseland, syntymäpaikka
        fæðingarstaður, místo narození, születési hely, locul nașterii, doğum yeri
        τόπος γέννησης, место рождения, місце народження, محل تولد, مكان الميلاد, مكان الولادة
        出生地, 籍贯, 出生地点, 출생지, 本籍
    """,
    Role.EMAIL: """
        email, e-mail, mail, email address, e-mail address, email id, mail address, emails
        contact email, work email, personal email, primary email, eml, email addr
        E-Mail-Adresse, Mailadresse, Emailadresse, courriel, adresse email, adresse e-mail
        adresse mail, adresse électronique, adresse de courriel, mél, correo, correo electrónico
        dirección de correo, correo e, posta elettronica, indirizzo email, indirizzo e-mail
        correio eletrónico, correio eletrônico, endereço de email, e-mailadres, mailadres
        adres e-mail, adres email, poczta elektroniczna, epost, e-post, e-postadresse
        e-postadress, mejladress, mejl, sähköposti, sähköpostiosoite, netfang, tölvupóstfang
        tölvupóstur, elektronická pošta, e-mailová adresa, e-mail cím, email cím
        adresă de email, adresa email, e-posta, eposta, e-posta adresi, ηλεκτρονικό ταχυδρομείο
        ηλεκτρονική διεύθυνση, ημέιλ, электронная почта, эл. почта, почта, имейл, емейл
        адрес электронной почты, електронна пошта, ел. пошта, ایمیل, پست الکترونیک, پست الکترونیکی
        رایانامه, البريد الإلكتروني, البريد الالكتروني, ايميل, الايميل, 邮箱, 电子邮箱, 电子邮件
        邮件, 電子郵件, 信箱, 電郵, メール, メールアドレス, eメール, 이메일, 전자우편, 메일
    """,
    Role.PHONE: """
        phone, phones, telephone, tel, phone number, phone no, telephone number, mobile, cell
        mobile phone, mobile number, cell phone, cellphone, cellular, home phone, work phone
        business phone, office phone, fax, fax number, whatsapp, landline, telno, tel no, phone nr
        telephone no, mobile no, contact number, contact no, msisdn, handphone, day phone
        Telefon, Telefonnummer, Telefonnr, Tel.-Nr., Rufnummer, Handy, Handynummer, Mobil
        Mobiltelefon, Mobilnummer, Mobilfunk, Festnetz, Fernsprecher, Telefax, Faxnummer
        téléphone, numéro de téléphone, portable, mobile téléphone, fixe, télécopie, n° de tél
        numéro de portable, teléfono, móvil, celular, teléfono móvil, número de teléfono
        teléfono fijo, telefono, cellulare, numero di telefono, recapito telefonico, telefone
        telemóvel, número de telefone, telefoon, telefoonnummer, mobiel, mobiele telefoon, gsm
        numer telefonu, tel. komórkowy, komórka, telefonnummer, mobilnummer, mobiltelefon, tlf
        telefonnr, mobiltelefonnummer, puhelin, puhelinnumero, matkapuhelin, kännykkä, sími
        símanúmer, farsími, gsm sími, telefonní číslo, mobil, telefonszám, mobilszám
        număr de telefon, telefon numarası, cep telefonu, cep, gsm no, τηλέφωνο, κινητό
        αριθμός τηλεφώνου, κινητό τηλέφωνο, σταθερό, телефон, номер телефона, мобильный
        мобильный телефон, сотовый, тел, мобільний, номер телефону, факс, تلفن, شماره تلفن, موبایل
        تلفن همراه, شماره موبایل, شماره تماس, نمابر, الهاتف, رقم الهاتف, الجوال, رقم الجوال
        الموبايل, هاتف, جوال, المحمول, فاكس, 电话, 手机, 手机号, 手机号码, 联系电话, 电话号码, 電話
        電話號碼, 手機, 手機號碼, 行動電話, 传真, 電話番号, 携帯, 携帯電話, 携帯電話番号
        ファックス
        전화, 전화번호, 휴대폰, 휴대전화, 휴대폰번호, 핸드폰, 연락처, 팩스
    """,
    Role.ADDRESS: """
        address, addr, full address, address line, addr line, addr full, postal address
        mailing address, home address, street address, billing address, shipping address
        delivery address, address formatted, residential address, location address, address full
        address lines, Adresse, Anschrift, Postanschrift, Adresszeile, Adresszusatz, Wohnadresse
        adresse postale, adresse complète, complément d'adresse, dirección, domicilio
        dirección postal, dirección completa, indirizzo, indirizzo completo, residenza, endereço
        morada, endereço completo, adres, volledig adres, woonadres, adres zamieszkania
        adres korespondencyjny, adresse linje, adress, postadress, postadresse, gatuadress
        bostadsadress
        osoite, katuosoite, postiosoite, heimilisfang, heimili, adresa, poštovní adresa
        adresa trvalého pobytu, cím, lakcím, levelezési cím, adresă, domiciliu, adresi, açık adres
        διεύθυνση, ταχυδρομική διεύθυνση, адрес, почтовый адрес, адрес проживания, адреса
        поштова адреса, آدرس, نشانی, آدرس کامل, آدرس پستی, العنوان, عنوان السكن, العنوان الكامل
        عنوان, 地址, 详细地址, 住址, 通讯地址, 家庭住址, 聯絡地址, 住所, ご住所, 現住所, 주소
        상세주소, 도로명주소
    """,
    Role.STREET: """
        street, street name, road, st name, mailing street, billing street, streetname, hse street
        Straße, Strasse, Str., Straßenname, Straße und Hausnummer, Strasse Nr., Straße/Nr., rue
        voie, nom de rue, nom de la voie, libellé de voie, calle, nombre de la calle, vía, via
        nome della via, rua, logradouro, arruamento, straat, straatnaam, ulica, nazwa ulicy, gate
        gatenavn, vej, vejnavn, gadenavn, gata, gatunamn, katu, kadunnimi, gata og húsnúmer
        götuheiti, ulice, utca, közterület, stradă, strada, sokak, cadde, sokak adı, cadde sokak
        οδός, улица, вулиця, خیابان, کوچه, الشارع, شارع, 街道, 街道地址, 路名, 町名番地, 番地
        도로명
    """,
    Role.HOUSE_NUMBER: """
        house number, house no, street number, street no, house num, hse num, hse no, hse, houseno
        building number, house nr, street nr, civic number, premise number
        Hausnummer, Hausnr, Haus-Nr., numéro de rue, numéro de voie, n° de rue, número de casa
        número de la calle, numero civico, civico, número da porta, número da casa, huisnummer
        huisnr, numer domu, nr domu, husnummer, husnr, gatenummer, talonumero, húsnúmer
        číslo popisné, číslo domu, házszám, număr stradă, nr. stradă, kapı no, bina no
        αριθμός οδού, дом, номер дома, будинок, номер будинку, پلاک, شماره پلاک, رقم المنزل
        رقم المبنى, 门牌号, 門牌號碼, 番地号, 건물번호
    """,
    Role.CITY: """
        city, town, suburb, locality, village, municipality, city name, mailing city, billing city
        neighborhood, neighbourhood, district name, city town, post town, hamlet
        Ort, Stadt, Wohnort, Ortsname, Gemeinde, Ortsteil, ville, commune, localité, ciudad
        localidad, población, municipio, poblacion, città, comune, località, cidade, localidade
        município, concelho, bairro, stad, woonplaats, plaats, gemeente, miasto, miejscowość
        by, poststed, postort, ort, tettsted, kommune, kaupunki, postitoimipaikka, paikkakunta
        kunta, bær, borg, staður, sveitarfélag, póststöð, město, obec, mesto, város, település
        helység, oraș, localitate, localitatea, şehir, şehir adı, ilçe, πόλη, δήμος, город
        населенный пункт, населённый пункт, місто, населений пункт, شهر, شهرستان, المدينة, مدينة
        城市, 市, 所在城市, 市町村, 市区町村, 都市, 도시, 시군구, grad, miestas, pilsēta, linn
        thành phố
    """,
    Role.REGION: """
        state, province, region, county, state province, mailing state, billing state, prov
        administrative area, Bundesland, Kanton, Landkreis, région, département, provincia
        comunidad autónoma, estado, provincia regione, regione, distrito, provincie, województwo
        powiat, fylke, län, landskap, maakunta, lääni, hérað, landshluti, kraj, okres, megye
        județ, il, bölge, νομός, περιφέρεια, регион, область, край, район, область регион, регіон
        استان, ایالت, المحافظة, المنطقة, الولاية, 省, 省份, 州, 所在省, 都道府県, 시도, 도
    """,
    Role.POSTCODE: """
        postcode, post code, postal code, zip, zip code, zipcode, zip postal code, mailing zip
        postal, pcode, pincode, pin code, eircode, mailing postal code, zip4, postcd
        PLZ, Postleitzahl, code postal, cp, código postal, cód. postal, cod postal, c.p., cap
        codice postale, codice di avviamento postale, cep, postnummer, postnr, kod pocztowy
        postinumero, póstnúmer, psč, směrovací číslo, irányítószám, posta kodu, posta kod
        ταχυδρομικός κώδικας, τ.κ., почтовый индекс, индекс, поштовий індекс, індекс, کد پستی
        کدپستی, الرمز البريدي, 邮编, 邮政编码, 郵遞區號, 郵政編碼, 郵便番号, 우편번호
        poštanski broj
    """,
    Role.COUNTRY: """
        country, country code, country name, nation, nationality, citizenship, country iso
        mailing country, billing country, country region, Land, Staat, Ländercode, Länderkennung
        Staatsangehörigkeit, Nationalität, pays, code pays, nationalité, país, nacionalidad, paese
        stato, nazione, nazionalità, cittadinanza, nacionalidade, land, landcode, nationaliteit
        kraj, kraj zamieszkania, państwo, kraj pochodzenia, obywatelstwo, nasjonalitet, landekode
        landskod, medborgarskap, maa, valtio, kansalaisuus, þjóðerni, ríkisfang, země, stát
        státní příslušnost, ország, állampolgárság, țară, țara, naționalitate, ülke, uyruk, χώρα
        υπηκοότητα, страна, гражданство, країна, громадянство, کشور, ملیت, الدولة, البلد, الجنسية
        国家, 國家, 国籍, 國籍, 国, 国名, 국가, 국적, 나라
    """,
    Role.COMPANY: """
        company, company name, organization, organisation, org, org name, employer, business
        business name, firm, account name, corporate name, institution, institute, name org
        organization name, organisation name, site name, store name, shop name, dba, trading name
        trading as, restaurant name, school name, hospital name, hotel name, legal entity name
        facility name, venue name, associated company, primary company, company title, workplace
        affiliation, Firma, Firmenname, Unternehmen, Arbeitgeber, Betrieb, Organisation
        Einrichtung
        société, entreprise, raison sociale, employeur, organisme, nom de l'entreprise, empresa
        razón social, nombre de la empresa, compañía, organización, azienda, ragione sociale
        ditta, società, nome azienda, impresa, razão social, nome da empresa, organização, bedrijf
        bedrijfsnaam, organisatie, werkgever, nazwa firmy, przedsiębiorstwo, pracodawca, selskap
        bedrift, firmanavn, virksomhed, företag, företagsnamn, foretak, arbeidsgiver, arbetsgivare
        yritys, yrityksen nimi, työnantaja, organisaatio, fyrirtæki, vinnustaður, heiti fyrirtækis
        společnost, název firmy, zaměstnavatel, cég, cégnév, vállalat, munkáltató, companie
        denumire firmă, firmă, angajator, şirket, firma adı, kurum, işveren, εταιρεία, επωνυμία
        επιχείρηση, εργοδότης, компания, организация, название организации, работодатель, фирма
        предприятие, компанія, організація, роботодавець, назва компанії, شرکت, نام شرکت, سازمان
        محل کار, الشركة, اسم الشركة, المؤسسة, جهة العمل, 公司, 公司名称, 单位, 企业名称, 工作单位
        公司名稱, 機構, 会社, 会社名, 企業名, 勤務先, 법인명, 회사, 회사명, 직장, 업체명
    """,
    Role.JOB_TITLE: """
        job title, job, occupation, profession, position, jobtitle, designation, org title
        organization title, organisation title, work title, job role, job position
        Beruf, Berufsbezeichnung, Position, Stellenbezeichnung, Tätigkeit, Funktion, profession
        métier, poste, fonction, intitulé du poste, puesto, cargo, profesión, ocupación, oficio
        professione, mansione, qualifica, ruolo, profissão, função, ocupação, beroep, functie
        functietitel, zawód, stanowisko, yrke, stilling, stillingsbetegnelse, titel jobb
        befattning
        ammatti, tehtävänimike, starfsheiti, starf, atvinna, povolání, profese, pozice, foglalkozás
        beosztás, munkakör, ocupație, profesie, funcție, meslek, unvan, görev, επάγγελμα
        θέση εργασίας, профессия, должность, професія, посада, شغل, سمت, عنوان شغلی, المهنة
        الوظيفة, المسمى الوظيفي, 职业, 职位, 职务, 職業, 職稱, 職位, 役職, 職種, 직업, 직책, 직위
    """,
    Role.WEBSITE: """
        website, web site, domain name, url, web, homepage, home page, web page, web address
        company website
        webseite, Internetseite, Internet, site web, site internet, página web, sitio web
        sito web, sito, página da internet, internetadres, strona internetowa, strona www, www
        nettside, nettsted, hjemmeside, webbplats, hemsida, kotisivu, verkkosivusto, vefsíða
        vefsíðu, webové stránky, honlap, weboldal, pagină web, web sitesi, ιστοσελίδα, ιστότοπος
        сайт, веб-сайт, вебсайт, وب سایت, وبسایت, الموقع الإلكتروني, الموقع, 网站, 网址, 網站, 網址
        ウェブサイト, ホームページ, 웹사이트, 홈페이지, linkedin, facebook, twitter, instagram
    """,
    Role.CREATED_AT: """
        created, created at, created on, created date, creation date, create date, date created
        created time, date added, added on, added, signup date, sign up date, registered
        registration date, registered at, insert date, inserted at, create time, first seen
        entry date, optin time, connected on, date entered, joined, join date, ctime
        angelegt am, erstellt am, Erstelldatum, Erstellungsdatum, Anlagedatum, erfasst am
        créé le, date de création, date d'inscription, creado el, fecha de creación, fecha de alta
        creato il, data di creazione, data creazione, criado em, data de criação, data de cadastro
        aangemaakt op, aanmaakdatum, data utworzenia, utworzono, opprettet, oprettet, skapad
        skapad datum, luotu, luontipäivä, stofnað, skráð, vytvořeno, datum vytvoření, létrehozva
        létrehozás dátuma, creat la, data creării, oluşturma tarihi, kayıt tarihi
        ημερομηνία δημιουργίας, дата создания, создано, дата регистрации, дата створення, створено
        تاریخ ایجاد, تاریخ ثبت, تاريخ الإنشاء, تاريخ التسجيل, 创建时间, 创建日期, 注册时间
        建立日期
        登録日, 作成日, 作成日時, 登録日時, 생성일, 등록일, 가입일
    """,
    Role.UPDATED_AT: """
        updated, updated at, updated on, last updated, modified, modified at, modified on
        last modified, last modified date, modified date, update date, date modified, last update
        system modstamp, last changed, changed at, changed on, change date
        mtime, modification date, update time, updated date
        last modified at, geändert am, Änderungsdatum, aktualisiert am, letzte Änderung
        zuletzt geändert, modifié le, date de modification, mis à jour le, dernière mise à jour
        date de mise à jour, actualizado, fecha de modificación, fecha de actualización
        última modificación, modificato il, data modifica, data di modifica, ultimo aggiornamento
        atualizado em, data de alteração, data de atualização, gewijzigd op, bijgewerkt
        wijzigingsdatum, data modyfikacji, zmodyfikowano, zaktualizowano, endret, ændret, opdateret
        oppdatert, ändrad, uppdaterad, muokattu, päivitetty, uppfært, breytt, změněno
        datum změny, aktualizováno, módosítva, módosítás dátuma, modificat la, data modificării
        güncelleme tarihi, değiştirilme tarihi, ημερομηνία ενημέρωσης, дата изменения, изменено
        дата обновления, обновлено, дата зміни, оновлено, تاریخ ویرایش, تاریخ بروزرسانی
        تاریخ به روز رسانی, تاريخ التعديل, تاريخ التحديث, 更新时间, 修改时间, 更新日期, 更新日
        更新日時
        수정일, 변경일, 갱신일
    """,
    Role.SOURCE: """
        source, data source, source system, lead source, record source, source file, src, file name
        origin system, filename, import source, dataset, system of record, source name
        Quelle, Datenquelle, Herkunft, Quellsystem, source de données, origine, provenance
        fuente, origen, origen de datos, fonte, sorgente, fonte dati, origem, fonte de dados, bron
        databron, herkomst, źródło, źródło danych, kilde, datakilde, källa, datakälla, lähde
        tietolähde, heimild, uppruni, zdroj, zdroj dat, forrás, adatforrás, sursă, sursa, kaynak
        veri kaynağı, πηγή, источник, источник данных, джерело, منبع, مصدر, المصدر, 来源, 數據來源
        数据来源, 來源, データソース, 情報源, 출처, 데이터 출처
    """,
    Role.CONSENT: """
        consent, opt in, opt out, optin, optout, gdpr, gdpr consent, marketing consent, newsletter
        subscribed, unsubscribed, email opt in, email opt out, do not call, do not email
        do not mail
        do not contact, has opted out of email, has opted out of fax, marketing opt in, permission
        sms opt in, privacy consent, terms accepted, accepts marketing, email consent, dnc
        Einwilligung, Werbeeinwilligung, Zustimmung, DSGVO, consentement, rgpd, abonné
        consentimiento, acepta publicidad, lopd, consenso, consenso marketing, privacy
        consentimento, lgpd, toestemming, avg toestemming, zgoda, zgoda marketingowa, rodo
        samtykke, samtycke, suostumus, markkinointilupa, samþykki, souhlas, hozzájárulás
        consimțământ, kvkk, onay, izin, συγκατάθεση, согласие, согласие на рассылку, згода
        رضایت, موافقة, الموافقة, 同意, 是否同意, 订阅, 同意有無, メルマガ, 동의, 수신동의
        수신 동의
    """,
    Role.NAME_PREFIX: """
        salutation, name prefix, prefix, honorific, honorific prefix, courtesy title, name title
        form of address, academic title, Anrede, Titel Anrede, akademischer Titel, Namenszusatz
        civilité, titre de civilité, tratamiento, titolo, trattamento, titolo di studio, tratamento
        aanhef, aanspreekvorm, titulatuur, zwrot, zwrot grzecznościowy, tytuł, tiltale, tiltalsform
        puhuttelu, ávarp, titill, oslovení, titul, megszólítás, formulă de adresare, hitap, unvan
        προσφώνηση, τίτλος, обращение, форма обращения, звернення, لقب احترام, پیشوند نام
        اللقب المهني, 称谓, 称呼, 尊称, 稱謂, 敬称, 호칭, 경칭
    """,
    Role.NAME_SUFFIX: """
        suffix, name suffix, honorific suffix, generational suffix, generation, suffixe
        sufijo, suffisso, sufixo, achtervoegsel, przyrostek, Namenssuffix, Suffix, viðskeyti
        суффикс, суффикс имени, پسوند, پسوند نام, 后缀, 姓名后缀, 後綴
    """,
    Role.EMAIL_STATUS: """
        email status, status email, mail status, email state, bounce status, bounced
        email bounced, hard bounce, deliverability, email deliverability, email validity
        subscription status, subscriber status, email optout status, email verification status
        E-Mail-Status, Status E-Mail, Mailstatus, Zustellstatus, statut du courriel, statut email
        statut de l'e-mail, estado del correo, estado del email, estado de suscripción, stato email
        stato della mail, stato iscrizione, estado do email, e-mailstatus, mailstatus
        status e-mail, status maila, stan adresu e-mail, e-poststatus, staða netfangs
        stav e-mailu, stare email, e-posta durumu, κατάσταση email, статус почты, статус email
        статус эл. почты, статус подписки, статус пошти, وضعیت ایمیل, وضعیت اشتراک
        حالة البريد الإلكتروني, 邮件状态, 邮箱状态, 电子邮件状态, 订阅状态, メール状態
        이메일 상태
    """,
    Role.LAST_ACTIVITY: """
        last activity, last active, last activity date, last seen, last login, last sign in
        last contacted, last contact, last contact date, last engagement, last engaged
        last open, last opened, last email open, last click, last response, last purchase
        last order, last order date, last interaction, recent activity, last touch, last visit
        letzte Aktivität, letzter Kontakt, letzte Anmeldung, zuletzt aktiv, letzte Bestellung
        letzter Kauf, dernière activité, dernier contact, dernière connexion, dernière commande
        última actividad, último contacto, último acceso, última compra, ultima attività
        ultimo contatto, ultimo accesso, ultimo acquisto, última atividade, laatste activiteit
        laatste contact, laatst actief, ostatnia aktywność, ostatni kontakt, ostatnie logowanie
        siste aktivitet, senaste aktivitet, seneste aktivitet, viimeisin toiminta
        síðasta virkni, síðast virkur, poslední aktivita, utolsó aktivitás, ultima activitate
        son etkinlik, son giriş, τελευταία δραστηριότητα, последняя активность
        последний контакт, последний вход, остання активність, آخرین فعالیت, آخرین تماس
        آخرین ورود, آخر نشاط, 最近活动时间, 最后活动时间, 最近联系时间, 最后登录
        最終活動日, 마지막 활동
    """,
    Role.CATEGORY: """
        category, type, status, segment, class, genre, industry, kind, language, lang, currency
        rating, stage, department
        tags, tag, group, group membership, subscriptions, brand, manufacturer, publisher
        journal, volume, pages, marital status, race, ethnicity, religion, education, tier, role
        priority, sector, labels, format, color, colour, size, lead status, time zone, timezone
        Kategorie, Typ, Art, Sprache, Familienstand, Branche, Abteilung
        Gruppe
        catégorie, statut, langue, secteur, service, categoría, tipo, estado civil
        idioma
        sector, categoria, lingua, settore, stato civile
        situação, categorie, soort, taal, kategoria, typ, stan cywilny, język
        kategori, språk, sprog, sivilstand, civilstånd, luokka, kieli, siviilisääty
        flokkur, tungumál, staða, kategorie, stav, jazyk, kategória, típus, nyelv
        limba, stare civilă, dil, durum, tür, κατηγορία, τύπος, γλώσσα, κατάσταση
        категория, тип, статус, язык, категорія, мова, دسته, نوع, وضعیت, زبان, الفئة, الحالة
        اللغة, 类型, 类别, 状态, 分类, 類型, 語言, 种类, 種別, 区分, 言語, 유형, 분류, 상태, 언어
    """,
    Role.TEXT: """
        description, notes, note, comment, comments, remarks, remark, memo, summary, abstract
        bio, biography, about, details, message, authors, author, tracks, booktitle, book title
        artist, product name, product title, dimensions, body, content, product
        Bemerkung, Bemerkungen, Notiz, Notizen, Kommentar, Beschreibung, Anmerkung, remarque
        remarques, commentaire, commentaires, description produit, observaciones, descripción
        notas
        comentarios, note aggiuntive, descrizione, commenti, osservazioni, observações, descrição
        opmerking, opmerkingen, omschrijving, notitie, uwagi, opis, notatki, merknad, kommentar
        beskrivelse, anteckning, anteckningar, beskrivning, huomautus, kuvaus, lisätiedot
        athugasemd, athugasemdir, lýsing, poznámka, popis, megjegyzés, leírás, observații
        descriere
        açıklama, notlar, not, σχόλια, σημειώσεις, περιγραφή, комментарий, примечание, описание
        примітка, коментар, опис, توضیحات, یادداشت, شرح, ملاحظات, الوصف, 备注, 描述, 说明, 備註
        備考, 説明, メモ, 비고, 메모, 설명
    """,
    Role.IGNORE: """
        latitude, longitude, lat, lon, lng, geocode, coordinates, photo, image, avatar, password
        password hash, checksum, ip, ip address, phone extension, extension, ext, price, amount
        balance, salary, income, revenue, turnover, score, weight, shipweight, total, count
        cost, quantity, qty, Preis, Betrag, Umsatz, prix, montant, precio, importe, prezzo, importo
        preço, valor, prijs, bedrag, cena, kwota, pris, beløp, belopp, hinta, summa, verð, ár
        fiyat, tutar, τιμή, ποσό, цена, сумма, ціна, сума, قیمت, مبلغ, السعر, المبلغ, 价格, 金额
        価格, 金額, 가격
    """,
}
