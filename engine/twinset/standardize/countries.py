"""A small table of countries: their names and codes (ISO 3166-1).

How their telephone numbers are written stands in ``phone_plans``.
"""

from __future__ import annotations

from functools import cache

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


@cache
def names() -> dict[str, str]:
    """Folded names, ISO 3166 two- and three-letter codes, to the two-letter code."""
    known = {}
    for line in _TABLE.strip().splitlines():
        codes, _, aliases = line.partition(" | ")
        iso2, iso3 = codes.split()
        for name in (iso2, iso3, *aliases.split(", ")):
            known[name] = iso2
    return known
