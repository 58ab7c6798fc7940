"""A small table of countries: their names and codes (ISO 3166-1).

How their telephone numbers are written stands in ``phone_plans``.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from twinset.standardize.texts import ascii_texts, fold, to_array

# iso2 iso3 | names, in ASCII as texts are standardised
_TABLE = """
us usa | united states, united states of america, u s a, u s, america, vereinigte staaten, etats unis, estados unidos, stati uniti, ssha, eeuu, meiguo
ca can | canada, kanada
gb gbr | united kingdom, great britain, uk, u k, england, scotland, wales, northern ireland, grossbritannien, royaume uni, reino unido, regno unito, velikobritaniya, britain, eng
de deu | germany, deutschland, allemagne, alemania, germania, duitsland, niemcy, germaniya, bundesrepublik deutschland, brd, d, ger, alemanha, tyskland
at aut | austria, osterreich, oesterreich, autriche, oostenrijk, avstriya
ch che | switzerland, schweiz, suisse, svizzera, suiza, shveytsariya
fr fra | france, frankreich, francia, frankrijk, frantsiya, francja, f, franca
es esp | spain, espana, spanien, espagne, spagna, ispaniya, hiszpania, espanha
it ita | italy, italia, italien, italie, italiya, wlochy
pt prt | portugal, portogallo, portugaliya
nl nld | netherlands, the netherlands, nederland, holland, niederlande, pays bas, paesi bassi, paises bajos, niderlandy
be bel | belgium, belgie, belgique, belgien, belgio, belgica
lu lux | luxembourg, luxemburg
ie irl | ireland, irland, irlande, irlanda, eire, republic of ireland
dk dnk | denmark, danmark, danemark, dinamarca, danimarca
se swe | sweden, sverige, schweden, suede, suecia, svezia
no nor | norway, norge, norwegen, norvege, noruega, norvegia
fi fin | finland, suomi, finnland, finlande, finlandia
is isl | iceland, island, islande, islandia, islanda
pl pol | poland, polska, polen, pologne, polonia, polsha
cz cze | czech republic, czechia, cesko, ceska republika, tschechien, republique tcheque, czechy, chekhiya
sk svk | slovakia, slovensko, slowakei, slovak republic, slovaquie
hu hun | hungary, magyarorszag, ungarn, hongrie, hungria, ungheria, vengriya
ro rou | romania, rumanien, roumanie, rumania
bg bgr | bulgaria, bulgarien, balgariya, bulgarie
gr grc | greece, griechenland, ellada, hellas, grece, grecia, gretsiya
cy cyp | cyprus, zypern, kypros, chypre
mt mlt | malta
hr hrv | croatia, hrvatska, kroatien, croatie
si svn | slovenia, slovenija, slowenien
rs srb | serbia, srbija, serbien, serbie
ba bih | bosnia and herzegovina, bosnia, bosna i hercegovina, bosnien
mk mkd | north macedonia, macedonia, makedonija, mazedonien
al alb | albania, shqiperia, albanien
me mne | montenegro, crna gora
xk xkx | kosovo, kosova
ee est | estonia, eesti, estland
lv lva | latvia, latvija, lettland
lt ltu | lithuania, lietuva, litauen
ru rus | russia, russian federation, rossiya, russland, russie, rusia, rossiyskaya federatsiya, rf
ua ukr | ukraine, ukraina, ucrania, ucraina
by blr | belarus, weissrussland, bielorussie
md mda | moldova, moldawien
kz kaz | kazakhstan, kasachstan
uz uzb | uzbekistan, usbekistan
ge geo | georgia, sakartvelo, georgien
am arm | armenia, hayastan, armenien
az aze | azerbaijan, aserbaidschan
tr tur | turkey, turkiye, turkei, turquie, turquia, turchia
il isr | israel, yisrael
ps pse | palestine
lb lbn | lebanon, libanon, liban, lbnan
sy syr | syria, syrien, syrie
jo jor | jordan, jordanien, jordanie
iq irq | iraq, irak, alaraq
ir irn | iran, islamic republic of iran, ayran
sa sau | saudi arabia, kingdom of saudi arabia, ksa, saudi arabien, arabie saoudite
ae are | united arab emirates, u a e, emirates, vereinigte arabische emirate, dubai
qa qat | qatar, katar
kw kwt | kuwait
bh bhr | bahrain
om omn | oman
ye yem | yemen
af afg | afghanistan
pk pak | pakistan
in ind | india, bharat, indien, inde
bd bgd | bangladesh
lk lka | sri lanka
np npl | nepal
cn chn | china, zhongguo, peoples republic of china, pr china, prc, chine, kitay
hk hkg | hong kong, hongkong, xianggang
mo mac | macao, macau
tw twn | taiwan
jp jpn | japan, nihon, nippon, riben, japon, giappone
kr kor | south korea, korea, republic of korea, hangug, daehanmingug, corea del sur, sudkorea
kp prk | north korea
mn mng | mongolia
vn vnm | vietnam, viet nam
th tha | thailand
my mys | malaysia
sg sgp | singapore, singapur, singapour
id idn | indonesia, indonesien
ph phl | philippines, pilipinas, philippinen
kh khm | cambodia, kambodscha
la lao | laos
mm mmr | myanmar, burma
au aus | australia, australien, australie
nz nzl | new zealand, neuseeland, aotearoa
za zaf | south africa, sudafrika, rsa
ng nga | nigeria
ke ken | kenya, kenia
gh gha | ghana
et eth | ethiopia
tz tza | tanzania
ug uga | uganda
eg egy | egypt, misr, agypten, egypte, egipto
ma mar | morocco, maroc, marokko, marruecos, almaghrib
dz dza | algeria, algerie, algerien
tn tun | tunisia, tunisie, tunesien
ly lby | libya
sn sen | senegal
ci civ | ivory coast, cote divoire
cm cmr | cameroon, cameroun
mx mex | mexico, mexiko, mexique
br bra | brazil, brasil, brasilien, bresil, brasile
ar arg | argentina, argentinien, argentine
cl chl | chile
co col | colombia, kolumbien
pe per | peru
ve ven | venezuela
ec ecu | ecuador
bo bol | bolivia
py pry | paraguay
uy ury | uruguay
cr cri | costa rica
pa pan | panama
gt gtm | guatemala
sv slv | el salvador
hn hnd | honduras
ni nic | nicaragua
cu cub | cuba, kuba
do dom | dominican republic, republica dominicana
pr pri | puerto rico
jm jam | jamaica
mc mco | monaco
li lie | liechtenstein
ad and | andorra
sm smr | san marino
"""  # noqa: E501

# as other scripts, and Iceland, write them; folded as values are, when first asked for
_WRITTEN = """
us 美国, 美國, 美利坚合众国, アメリカ, アメリカ合衆国, 미국, Соединённые Штаты Америки, ایالات متحده, ایالات متحده آمریکا, آمریکا, الولايات المتحدة, الولايات المتحدة الأمريكية, ארצות הברית, Ηνωμένες Πολιτείες, Bandaríkin
ca 加拿大, カナダ, 캐나다, کانادا, كندا, Канада
gb 英国, 英國, イギリス, 영국, Соединённое Королевство, انگلستان, بریتانیا, المملكة المتحدة, بريطانيا, Ηνωμένο Βασίλειο, Bretland, Stóra-Bretland
de 德国, 德國, ドイツ, 독일, آلمان, ألمانيا, גרמניה, Γερμανία, Þýskaland, Federal Republic of Germany
at 奥地利, オーストリア, 오스트리아, اتریش, النمسا, Austurríki, Republik Österreich
ch 瑞士, スイス, 스위스, سوئیس, سويسرا, Sviss
fr 法国, 法國, フランス, 프랑스, فرانسه, فرنسا, צרפת, Γαλλία, Frakkland, République française
es 西班牙, スペイン, 스페인, اسپانیا, إسبانيا, Spánn, Reino de España
it 意大利, 義大利, イタリア, 이탈리아, ایتالیا, إيطاليا, Ιταλία, Ítalía, Repubblica Italiana
nl 荷兰, 荷蘭, オランダ, 네덜란드, هلند, هولندا, Holland, Koninkrijk der Nederlanden
be 比利时, ベルギー, بلژیک, بلجيكا, Belgía
dk 丹麦, デンマーク, دانمارک, الدنمارك, Danmörk
se 瑞典, スウェーデン, سوئد, السويد, Svíþjóð
no 挪威, ノルウェー, نروژ, النرويج, Noregur
fi 芬兰, フィンランド, فنلاند, فنلندا, Finnland, Финляндия
is 冰岛, アイスランド, ایسلند, Ísland, Lýðveldið Ísland, Исландия
pl 波兰, ポーランド, لهستان, بولندا, Pólland, Rzeczpospolita Polska
pt 葡萄牙, ポルトガル, پرتغال, البرتغال, Portúgal, República Portuguesa
ru 俄罗斯, 俄羅斯, 俄罗斯联邦, ロシア, 러시아, روسیه, روسيا, Ρωσία, Rússland
ua 乌克兰, ウクライナ, اوکراین, أوكرانيا, Украина, Україна, Úkraína
by Беларусь, Белоруссия, Республика Беларусь
kz Казахстан, Қазақстан, Республика Казахстан
tr 土耳其, トルコ, ترکیه, تركيا, Türkiye Cumhuriyeti, Турция
il ישראל, إسرائيل, اسرائیل, Израиль
ir 伊朗, イラン, جمهوری اسلامی ایران, إيران, Иран, Íran
iq العراق, عراق
sa المملكة العربية السعودية, السعودية, عربستان, عربستان سعودی
ae الإمارات العربية المتحدة, الإمارات, امارات, امارات متحده عربی
qa قطر
kw الكويت, کویت
eg مصر, جمهورية مصر العربية
ma المغرب, المملكة المغربية, مراکش
jo الأردن
sy سوريا, سوریه
lb لبنان
af افغانستان
pk پاکستان, باكستان
in भारत, 印度, インド, الهند, Индия, Indland
cn 中国大陆, 中國大陸, 中华人民共和国, 中華人民共和國, 중국, چین, الصين, Kína
hk 香港
mo 澳门, 澳門
tw 台湾, 台灣, 臺灣
jp 日本国, ژاپن, اليابان, Япония, Japan
kr 韩国, 韓國, 大韩民国, 한국, 韓国, کره جنوبی, كوريا الجنوبية, Южная Корея, Корея
vn 越南, Việt Nam, Вьетнам
th ประเทศไทย, 泰国
sg 新加坡
my 马来西亚
au 澳大利亚, オーストラリア, استرالیا, أستراليا, Австралия, Ástralía
nz 新西兰
br 巴西, ブラジル, برزیل, البرازيل, Бразилия, Brasilía
gr Ελλάδα, Ελλάς, 希腊, یونان, اليونان, Греция, Grikkland
cy Κύπρος
"""  # noqa: E501


@cache
def names() -> dict[str, str]:
    """Folded names, ISO 3166 two- and three-letter codes, to the two-letter code."""
    known: dict[str, str] = {}
    for line in _WRITTEN.strip().splitlines():
        iso2, _, aliases = line.partition(" ")
        written = pa.array(aliases.split(", "), pa.string())
        known |= dict.fromkeys(to_array(fold(ascii_texts(written))).to_pylist(), iso2)
    for line in _TABLE.strip().splitlines():
        codes, _, aliases = line.partition(" | ")
        iso2, iso3 = codes.split()
        for name in (iso2, iso3, *aliases.split(", ")):
            known[name] = iso2
    return known
