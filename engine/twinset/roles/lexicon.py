"""Small lists of values that tell what a column holds when its header does not.

They only have to be common enough that a fifth of a column's rows is recognised; they are never
used to judge a single record. Texts are as ``fold`` leaves them.
"""

from __future__ import annotations

import functools
import unicodedata


def fold(text: str) -> str:
    """Casefolded, accents off, outer spaces off: how values are looked up in these lists."""
    if text.isascii():
        return text.strip().lower()
    text = unicodedata.normalize("NFKD", text.casefold().replace("ł", "l").replace("ı", "i"))
    text = "".join(c for c in text if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", text).strip()


@functools.cache
def words(name: str) -> frozenset[str]:
    """One of the lists below by its name: folded words, or phrases where commas separate them."""
    text: str = globals()[name]
    parts = text.replace("\n", ",").split(",") if "," in text else text.split()
    return frozenset(fold(part) for part in parts if part.strip())


NULLS = frozenset({"", "na", "n/a", "null", "none", "-", "--", "nan", "nil", "#n/a", "<na>", "?"})
"""Values that stand for nothing (folded)."""

GIVEN = """
james john robert michael william david richard joseph thomas charles christopher daniel matthew
anthony mark donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy
jason jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon benjamin
samuel gregory frank alexander patrick raymond jack dennis jerry tyler aaron henry peter adam
nathan zachary walter kyle harold carl arthur gerald roger keith jeremy terry lawrence sean
christian albert joe ethan austin jesse willie billy bruce logan dylan gabriel liam noah oliver
harry oscar leo archie alfie freddie theodore isaac lucas luke connor callum jordan lewis cameron
mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty sandra
margaret ashley kimberly emily donna michelle carol amanda melissa deborah stephanie rebecca
laura helen sharon cynthia kathleen amy angela shirley anna ruth brenda pamela nicole katherine
samantha christine catherine virginia debra rachel janet emma carolyn maria heather diane julie
joyce victoria kelly christina joan evelyn lauren judith olivia martha cheryl megan andrea ann
alice jean doris jacqueline kathryn hannah julia grace amelia isla ava mia ella lily sophia sophie
charlotte poppy evie daisy chloe lucy jasmine georgia holly millie eva ruby freya florence zoe
hans peter klaus wolfgang jurgen heinz gunter horst uwe stefan andreas bernd werner helmut manfred
heiko jan jens lars sven thorsten markus matthias tobias florian sebastian ursula monika petra
sabine renate helga karin brigitte ingrid erika gisela claudia susanne heike katharina anja
jean pierre michel andre philippe alain jacques bernard marcel francois christophe nicolas
marie nathalie isabelle sylvie francoise monique valerie sandrine celine veronique camille manon
jose antonio manuel francisco juan luis carlos javier miguel pedro pablo jorge alejandro fernando
sergio carmen josefa isabel dolores pilar teresa ana lucia paula marta elena rosa cristina
giuseppe giovanni mario luigi francesco andrea marco alessandro luca roberto paolo stefano giulia
francesca chiara sara valentina alessia silvia federica joao tiago rui bruno ines beatriz joana
johannes pieter willem hendrik cornelis daan sem bram sanne femke anouk lotte jeroen
piotr krzysztof andrzej tomasz pawel jan michal marcin jakub malgorzata agnieszka ewa katarzyna
magdalena joanna zofia lars erik nils anders bjorn ole kari ingrid astrid karl johan mikael
matti juha timo kari antti pekka liisa aino jon sigurdur gudmundur gunnar olafur gudrun sigridur
kristin jiri jaroslav vaclav zdenek eva hana lenka laszlo istvan jozsef ferenc zoltan katalin
andrei ion vasile gheorghe elena mehmet mustafa ahmet ali huseyin hasan fatma ayse emine zeynep
ivan sergei sergey alexei dmitri dmitry vladimir mikhail nikolai olga tatiana natalia irina
svetlana ekaterina oleksandr tetiana nataliia olena iryna yurii andrii vasyl mohamed mohammed
mohammad muhammad ahmed omar hassan hussein ibrahim khalid fatima aisha maryam zahra reza amir
raj amit rahul sanjay vijay priya anita sunita pooja wei li ming jing yuki hiroshi takashi kenji
александр сергей владимир андрей алексей дмитрий михаил иван николай евгений виктор павел юрий
олег игорь анна мария елена ольга наталья татьяна ирина светлана екатерина юлия людмила марина
олександр сергій володимир андрій олексій дмитро михайло микола наталія тетяна ірина олена оксана
γιωργος γεωργιος ιωαννης δημητριος κωνσταντινος νικολαος παναγιωτης μαρια ελενη αικατερινη βασιλικη
محمد علی حسین حسن رضا مهدی احمد امیر فاطمه زهرا مریم زینب علي حسين أحمد محمود عمر خالد يوسف عبدالله
نور سارة ليلى فاطمة عائشة سعيد ابراهيم
伟 芳 娜 秀英 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 秀兰 霞 平 刚 桂英 建国 志强 志明
太郎 花子 健 翔 陽子 裕子 真由美 大輔 誠 和子 恵子 直樹 健一 さくら 陽菜 蓮 美咲
민준 서준 지훈 현우 영수 서연 지우 민지 수진 영희 은지 지영
"""

FAMILY = """
smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez
wilson anderson thomas taylor moore jackson martin lee perez thompson white harris sanchez clark
ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams
nelson baker hall rivera campbell mitchell carter roberts evans turner phillips parker edwards
collins stewart morris murphy cook rogers morgan cooper peterson reed bailey bell kelly howard
ward cox richardson watson brooks wood bennett gray james hughes price myers foster patel khan
shah shaw ali begum davies griffiths simpson marshall mason hunt palmer holmes mills barnes
knight harvey ferguson o'brien o'connor o'neill macdonald mcdonald graham murray reid ross
muller mueller schmidt schneider fischer weber meyer wagner becker schulz hoffmann schafer schaefer
koch bauer richter klein wolf schroder schroeder neumann schwarz zimmermann braun kruger krueger
hofmann hartmann lange schmitt werner krause meier lehmann simon berger maier wolff huber kaiser
bernard dubois petit durand leroy moreau laurent lefebvre michel roux fournier girard bonnet
fernandez gomez diaz ruiz moreno munoz alvarez romero alonso gutierrez navarro jimenez
rossi russo ferrari esposito bianchi romano colombo ricci marino greco bruno gallo conti costa
silva santos ferreira pereira oliveira rodrigues martins sousa fernandes goncalves souza lima
jansen janssen devries bakker visser smit meijer mulder bos vos peters hendriks dekker
nowak kowalski kowalska wisniewski wojcik kowalczyk kaminski lewandowski zielinski
hansen johansen olsen larsen nielsen jensen pedersen andersen christensen johansson andersson
karlsson nilsson eriksson svensson korhonen virtanen makinen nieminen laine heikkinen
jonsdottir jonsson gudmundsson sigurdsson novak novotny svoboda dvorak cerny prochazka novakova
nagy kovacs toth szabo horvath varga kiss popescu ionescu popa yilmaz kaya demir celik sahin
papadopoulos ivanov petrov sidorov smirnov kuznetsov ivanova petrova popov volkov melnyk shevchenko
bondarenko kovalenko tkachenko kravchenko singh kumar sharma gupta hossain ahmed hussain mohamed
wang zhang chen liu yang huang zhao wu zhou xu sun kim park choi jung tanaka sato suzuki takahashi
watanabe ito yamamoto nakamura kobayashi tran pham
иванов иванова петров петрова сидоров смирнов смирнова кузнецов кузнецова попов попова васильев
соколов михайлов новиков новикова федоров морозов волков алексеев лебедев козлов
шевченко коваленко бондаренко мельник ткаченко кравченко олійник
παπαδοπουλος παπαδοπουλου γεωργιου δημητριου
محمدی احمدی حسینی رضایی کریمی موسوی جعفری هاشمی مرادی رحیمی صادقی علوی
王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 張 劉 陳 楊 黃 趙 吳
佐藤 鈴木 高橋 田中 伊藤 渡辺 山本 中村 小林 加藤 吉田 山田 佐々木 松本 김 이 박 최 정 강 조 윤 장
임
"""

FAMILY_ENDINGS = """
ov ova ev eva sky skyi ski ska enko yan shvili dze escu oglu opoulos ides akis sson dottir sen
ова ева ов ев ский ская енко чук οπουλος ακης ιδης زاده پور نژاد
"""
"""Endings that mostly family names have, of words of five letters or more."""

PATRONYMIC_ENDINGS = "ович евич овна евна ична йович івна ївна ovich evich ovna evna"

NAME_TITLES = "mr mrs ms miss dr prof sir lady herr frau mme mlle sr sra sig jr dame lord"

STREET = """
street st road rd avenue ave lane ln drive dr boulevard blvd court ct place pl circuit cct close cl
crescent cres cr terrace tce parade pde highway hwy way square sq parkway pkwy trail grove gr mews
gardens row walk loop esplanade rise hill pike broadway
strasse str weg platz allee gasse ring damm ufer rue chemin impasse quai route calle
avenida avda av carrer paseo plaza camino via viale piazza corso vicolo largo rua travessa estrada
praca alameda straat laan plein gracht kade dijk ulica ul aleja al plac os gata gatan vagen vag
gate
gaten vei veien vej gade allé katu tie kuja polku gotu vegur stigur ulice trida namesti nam utca ut
ter korut strada bulevardul soseaua calea aleea sokak sokagi cadde caddesi mahallesi mah bulvari
odos leoforos οδος λεωφορος улица ул проспект пр переулок пер бульвар шоссе площадь набережная
вулиця вул проспект провулок خیابان کوچه بلوار میدان شارع طريق
"""

STREET_ENDINGS = """
strasse str. str weg platz allee gasse ring damm straat laan plein gracht kade gatan vagen gata
gate
vei veien vej gade katu kuja stigur vegur utca 路 街 道 巷 弄 号 丁目 番地 로 길
"""

COMPANY = """
inc incorporated ltd limited llc llp plc corp corporation co company companies group holding
holdings
gmbh ag kg ohg ug ev mbh sarl sas sa eurl sl slu srl spa snc lda ltda bv nv vof oy oyj ab as asa
aps
hf ehf sf sro kft zrt bt sro doo zoo sp srl sti ooo oao pao zao ооо оао зао пао ип тов пп оэ ае επε
school schools center centre academy institute university college association foundation services
service systems solutions technologies technology consulting partners associates industries
international enterprises church ministries hospital clinic bank trust agency council society club
union department restaurant cafe bar grill bistro hotel inn deli kitchen pizzeria diner brasserie
trattoria steakhouse pharmacy market store shop salon studio daycare childcare preschool
kindergarten
montessori logistics motors bakery exports imports trading steel energy media software
公司 有限公司 集团 株式会社 有限会社 合同会社 주식회사 شرکت شركة مؤسسة
"""

JOB = """
manager director engineer developer analyst assistant officer president accountant consultant
teacher nurse physician doctor lawyer attorney architect designer technician clerk secretary
administrator supervisor coordinator specialist executive ceo cto cfo coo vp head sales marketing
professor researcher scientist programmer artist actor actress writer politician painter composer
musician singer journalist author poet soldier military lawyer judge bishop priest farmer merchant
driver chef cook waiter electrician plumber mechanic carpenter student retired owner founder lead
leiter geschaftsfuhrer entwickler ingenieur lehrer lehrerin berater directeur ingenieur gerente
jefe direttore impiegato diretor inzynier kierownik директор менеджер инженер бухгалтер учитель
врач
"""

MONTHS = """
jan feb mar apr may jun jul aug sep oct nov dec mae mai okt dez fev avr jui aou ene abr ago gen mag
giu lug set ott dic янв фев мар апр мая май июн июл авг сен окт ноя дек
"""
"""The first three letters of the months."""

GENDER = """
m, f, male, female, man, woman, mann, frau, männlich, weiblich, w, d, divers, divers, h, homme
femme, masculin, féminin, hombre, mujer, masculino, femenino, maschio, femmina, uomo, donna
feminino
homem, mulher, man, vrouw, v, mannelijk, vrouwelijk, mężczyzna, kobieta, k, mann, kvinne, kvinde
kvinna, mies, nainen, n, karl, kona, muž, žena, férfi, nő, bărbat, femeie, erkek, kadın, άνδρας
γυναίκα, мужской, женский, муж, жен, м, ж, чоловік, жінка, ч, мужчина, женщина, مرد, زن, ذكر, أنثى
انثى, 男, 女, 男性, 女性, 남, 여, 남성, 여성, 남자, 여자, u, unknown, other, non-binary, x, divers
boy, girl
"""

YES_NO = """
yes, no, y, n, true, false, 0, 1, t, f, ja, nein, j, oui, non, o, si, sí, no, s, sim, não, nee, tak
nie
nei, nej, kyllä, ei, já, nei, ano, ne, igen, nem, da, nu, evet, hayır, ναι, όχι, да, нет, так, ні
بله
خیر, نعم, لا, 是, 否, はい, いいえ, 예, 아니오, 네, granted, denied, withdrawn, opt-in, opt-out
opted in
opted out, subscribed, unsubscribed, given, refused, unknown, on, off, 1.0, 0.0
"""

COUNTRIES = """
united states, united states of america, usa, us, united kingdom, uk, gb, gbr, great britain
england
scotland, wales, ireland, ie, irl, germany, deutschland, de, deu, allemagne, alemania, germania
france
fr, fra, frankreich, francia, spain, españa, es, esp, spanien, espagne, italy, italia, it, ita
italien
portugal, pt, prt, netherlands, nederland, nl, nld, niederlande, the netherlands, belgium, belgië
belgique, be, bel, belgien, luxembourg, lu, switzerland, schweiz, suisse, ch, che, austria
österreich
at, aut, poland, polska, pl, pol, polen, czech republic, czechia, česko, cz, cze, slovakia
slovensko, sk
svk, hungary, magyarország, hu, hun, romania, românia, ro, rou, bulgaria, българия, bg, bgr, greece
ελλάδα, gr, grc, cyprus, cy, turkey, türkiye, tr, tur, sweden, sverige, se, swe, norway, norge, no
nor
denmark, danmark, dk, dnk, finland, suomi, fi, fin, iceland, ísland, is, isl, estonia, eesti, ee
est
latvia, latvija, lv, lva, lithuania, lietuva, lt, ltu, russia, россия, ru, rus, russian federation
ukraine, україна, украина, ua, ukr, belarus, by, blr, moldova, md, georgia, ge, geo, armenia, am
arm
azerbaijan, az, aze, kazakhstan, казахстан, kz, kaz, uzbekistan, uz, uzb, serbia, rs, srb, croatia
hrvatska, hr, hrv, slovenia, slovenija, si, svn, bosnia and herzegovina, ba, albania, al
north macedonia
mk, montenegro, me, kosovo, malta, mt, canada, ca, can, mexico, méxico, mx, mex, brazil, brasil, br
bra
argentina, ar, arg, chile, cl, chl, colombia, co, col, peru, perú, pe, per, venezuela, ve, ven
ecuador
uruguay, uy, bolivia, paraguay, cuba, australia, au, aus, new zealand, nz, nzl, china, 中国, cn
chn
hong kong, hk, taiwan, tw, japan, 日本, jp, jpn, south korea, korea, 대한민국, 한국, kr, kor, india
in, ind
pakistan, pk, pak, bangladesh, bd, bgd, sri lanka, lk, nepal, np, npl, indonesia, id, idn, malaysia
my
singapore, sg, sgp, thailand, th, tha, vietnam, vn, vnm, philippines, ph, phl, iran, ایران, ir, irn
iraq
iq, israel, il, isr, saudi arabia, السعودية, sa, sau, united arab emirates, الإمارات, ae, are
qatar, qa
kuwait, kw, jordan, jo, lebanon, lb, egypt, مصر, eg, egy, morocco, المغرب, ma, mar, tunisia, tn
algeria
dz, nigeria, ng, nga, kenya, ke, ken, south africa, za, zaf, ghana, gh, ethiopia, et, afghanistan
af
cambodia, syria, sy, syr
"""

REGIONS = """
al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc
nd oh
ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc nsw vic qld sa tas act nt on qc bc ab mb sk ns nb
nl pe
california texas florida york illinois ohio bayern hessen sachsen berlin hamburg bremen brandenburg
niedersachsen saarland bavaria ontario quebec alberta victoria queensland tasmania
"""

CITIES = """
london, manchester, birmingham, leeds, glasgow, liverpool, bristol, sheffield, edinburgh, cardiff
belfast
new york, new york city, los angeles, chicago, houston, phoenix, philadelphia, san antonio
san diego
dallas, san jose, austin, san francisco, columbus, seattle, denver, boston, washington, las vegas
miami
atlanta, detroit, portland, toronto, montreal, vancouver, ottawa, sydney, melbourne, brisbane
perth
adelaide, auckland, dublin, berlin, hamburg, münchen, munich, köln, frankfurt, frankfurt am main
stuttgart, düsseldorf, leipzig, dortmund, essen, bremen, dresden, hannover, nürnberg, wien, vienna
zürich
genève, basel, bern, paris, marseille, lyon, toulouse, nice, nantes, bordeaux, lille, strasbourg
madrid
barcelona, valencia, sevilla, zaragoza, málaga, bilbao, roma, rome, milano, milan, napoli, torino
firenze
bologna, lisboa, lisbon, porto, braga, amsterdam, rotterdam, den haag, utrecht, eindhoven
bruxelles
brussel, antwerpen, gent, warszawa, kraków, łódź, wrocław, poznań, gdańsk, praha, brno, ostrava
bratislava, budapest, debrecen, bucurești, cluj-napoca, iași, timișoara, sofia, athens, αθήνα
θεσσαλονίκη, istanbul, ankara, izmir, stockholm, göteborg, malmö, oslo, bergen, trondheim
københavn
aarhus, odense, helsinki, tampere, espoo, turku, reykjavík, kópavogur, москва, санкт-петербург
казань
новосибирск, екатеринбург, київ, киев, харків, одеса, львів, дніпро, تهران, مشهد, اصفهان, شیراز
تبریز
القاهرة, الرياض, جدة, دبي, 北京, 上海, 广州, 深圳, 成都, 杭州, 武汉, 西安, 北京市, 上海市, 東京
東京都, 大阪
大阪市, 横浜市, 名古屋市, 京都市, 札幌市, 서울, 부산, 대구, 인천, 서울특별시, tokyo, osaka, beijing
shanghai
delhi, mumbai, bangalore, chennai, singapore, hong kong, dubai, tehran, cairo, são paulo
rio de janeiro
buenos aires, santiago, bogotá, lima, mexico city, ciudad de méxico, moscow, kyiv, dortmund
"""
