"""A small table of countries: names, codes, and how their telephone numbers are written.

From ISO 3166-1 and ITU-T E.164; trunk prefixes from the ITU's national numbering plans.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

# iso2 iso3 calling trunk shortest-national-number | names, in ASCII as texts are standardised
# trunk: 0 "0"; 1 and 8: that digit in front of ten more; 6 "06"; - none
_TABLE = """
us usa 1 1 10 | united states, united states of america, u s a, u s, america, vereinigte staaten, etats unis, estados unidos, stati uniti, ssha, eeuu, meiguo
ca can 1 1 10 | canada, kanada
gb gbr 44 0 9 | united kingdom, great britain, uk, u k, england, scotland, wales, northern ireland, grossbritannien, royaume uni, reino unido, regno unito, velikobritaniya, britain, eng
de deu 49 0 8 | germany, deutschland, allemagne, alemania, germania, duitsland, niemcy, germaniya, bundesrepublik deutschland, brd, d, ger, alemanha, tyskland
at aut 43 0 8 | austria, osterreich, oesterreich, autriche, oostenrijk, avstriya
ch che 41 0 9 | switzerland, schweiz, suisse, svizzera, suiza, shveytsariya
fr fra 33 0 9 | france, frankreich, francia, frankrijk, frantsiya, francja, f, franca
es esp 34 - 9 | spain, espana, spanien, espagne, spagna, ispaniya, hiszpania, espanha
it ita 39 - 9 | italy, italia, italien, italie, italiya, wlochy
pt prt 351 - 9 | portugal, portogallo, portugaliya
nl nld 31 0 9 | netherlands, the netherlands, nederland, holland, niederlande, pays bas, paesi bassi, paises bajos, niderlandy
be bel 32 0 8 | belgium, belgie, belgique, belgien, belgio, belgica
lu lux 352 - 8 | luxembourg, luxemburg
ie irl 353 0 8 | ireland, irland, irlande, irlanda, eire, republic of ireland
dk dnk 45 - 8 | denmark, danmark, danemark, dinamarca, danimarca
se swe 46 0 7 | sweden, sverige, schweden, suede, suecia, svezia
no nor 47 - 8 | norway, norge, norwegen, norvege, noruega, norvegia
fi fin 358 0 7 | finland, suomi, finnland, finlande, finlandia
is isl 354 - 7 | iceland, island, islande, islandia, islanda
pl pol 48 - 9 | poland, polska, polen, pologne, polonia, polsha
cz cze 420 - 9 | czech republic, czechia, cesko, ceska republika, tschechien, republique tcheque, czechy, chekhiya
sk svk 421 0 9 | slovakia, slovensko, slowakei, slovak republic, slovaquie
hu hun 36 6 8 | hungary, magyarorszag, ungarn, hongrie, hungria, ungheria, vengriya
ro rou 40 0 9 | romania, rumanien, roumanie, rumania
bg bgr 359 0 8 | bulgaria, bulgarien, balgariya, bulgarie
gr grc 30 - 10 | greece, griechenland, ellada, hellas, grece, grecia, gretsiya
cy cyp 357 - 8 | cyprus, zypern, kypros, chypre
mt mlt 356 - 8 | malta
hr hrv 385 0 8 | croatia, hrvatska, kroatien, croatie
si svn 386 0 8 | slovenia, slovenija, slowenien
rs srb 381 0 8 | serbia, srbija, serbien, serbie
ba bih 387 0 8 | bosnia and herzegovina, bosnia, bosna i hercegovina, bosnien
mk mkd 389 0 8 | north macedonia, macedonia, makedonija, mazedonien
al alb 355 0 8 | albania, shqiperia, albanien
me mne 382 0 8 | montenegro, crna gora
xk xkx 383 0 8 | kosovo, kosova
ee est 372 - 7 | estonia, eesti, estland
lv lva 371 - 8 | latvia, latvija, lettland
lt ltu 370 0 8 | lithuania, lietuva, litauen
ru rus 7 8 10 | russia, russian federation, rossiya, russland, russie, rusia, rossiyskaya federatsiya, rf
ua ukr 380 0 9 | ukraine, ukraina, ucrania, ucraina
by blr 375 8 9 | belarus, weissrussland, bielorussie
md mda 373 0 8 | moldova, moldawien
kz kaz 7 8 10 | kazakhstan, kasachstan
uz uzb 998 - 9 | uzbekistan, usbekistan
ge geo 995 0 9 | georgia, sakartvelo, georgien
am arm 374 0 8 | armenia, hayastan, armenien
az aze 994 0 9 | azerbaijan, aserbaidschan
tr tur 90 0 10 | turkey, turkiye, turkei, turquie, turquia, turchia
il isr 972 0 8 | israel, yisrael
ps pse 970 0 8 | palestine
lb lbn 961 0 7 | lebanon, libanon, liban, lbnan
sy syr 963 0 8 | syria, syrien, syrie
jo jor 962 0 8 | jordan, jordanien, jordanie
iq irq 964 0 8 | iraq, irak, alaraq
ir irn 98 0 10 | iran, islamic republic of iran, ayran
sa sau 966 0 9 | saudi arabia, kingdom of saudi arabia, ksa, saudi arabien, arabie saoudite
ae are 971 0 8 | united arab emirates, u a e, emirates, vereinigte arabische emirate, dubai
qa qat 974 - 8 | qatar, katar
kw kwt 965 - 8 | kuwait
bh bhr 973 - 8 | bahrain
om omn 968 - 8 | oman
ye yem 967 0 7 | yemen
af afg 93 0 9 | afghanistan
pk pak 92 0 9 | pakistan
in ind 91 0 10 | india, bharat, indien, inde
bd bgd 880 0 8 | bangladesh
lk lka 94 0 9 | sri lanka
np npl 977 0 8 | nepal
cn chn 86 0 10 | china, zhongguo, peoples republic of china, pr china, prc, chine, kitay
hk hkg 852 - 8 | hong kong, hongkong, xianggang
mo mac 853 - 8 | macao, macau
tw twn 886 0 8 | taiwan
jp jpn 81 0 9 | japan, nihon, nippon, riben, japon, giappone
kr kor 82 0 8 | south korea, korea, republic of korea, hangug, daehanmingug, corea del sur, sudkorea
kp prk 850 0 8 | north korea
mn mng 976 0 8 | mongolia
vn vnm 84 0 9 | vietnam, viet nam
th tha 66 0 8 | thailand
my mys 60 0 8 | malaysia
sg sgp 65 - 8 | singapore, singapur, singapour
id idn 62 0 8 | indonesia, indonesien
ph phl 63 0 9 | philippines, pilipinas, philippinen
kh khm 855 0 8 | cambodia, kambodscha
la lao 856 0 8 | laos
mm mmr 95 0 7 | myanmar, burma
au aus 61 0 9 | australia, australien, australie
nz nzl 64 0 8 | new zealand, neuseeland, aotearoa
za zaf 27 0 9 | south africa, sudafrika, rsa
ng nga 234 0 8 | nigeria
ke ken 254 0 9 | kenya, kenia
gh gha 233 0 9 | ghana
et eth 251 0 9 | ethiopia
tz tza 255 0 9 | tanzania
ug uga 256 0 9 | uganda
eg egy 20 0 8 | egypt, misr, agypten, egypte, egipto
ma mar 212 0 9 | morocco, maroc, marokko, marruecos, almaghrib
dz dza 213 0 8 | algeria, algerie, algerien
tn tun 216 - 8 | tunisia, tunisie, tunesien
ly lby 218 0 9 | libya
sn sen 221 - 9 | senegal
ci civ 225 - 8 | ivory coast, cote divoire
cm cmr 237 - 9 | cameroon, cameroun
mx mex 52 - 10 | mexico, mexiko, mexique
br bra 55 0 10 | brazil, brasil, brasilien, bresil, brasile
ar arg 54 0 10 | argentina, argentinien, argentine
cl chl 56 - 9 | chile
co col 57 - 8 | colombia, kolumbien
pe per 51 0 8 | peru
ve ven 58 0 10 | venezuela
ec ecu 593 0 8 | ecuador
bo bol 591 0 8 | bolivia
py pry 595 0 9 | paraguay
uy ury 598 0 8 | uruguay
cr cri 506 - 8 | costa rica
pa pan 507 - 7 | panama
gt gtm 502 - 8 | guatemala
sv slv 503 - 8 | el salvador
hn hnd 504 - 8 | honduras
ni nic 505 - 8 | nicaragua
cu cub 53 0 8 | cuba, kuba
do dom 1 1 10 | dominican republic, republica dominicana
pr pri 1 1 10 | puerto rico
jm jam 1 1 10 | jamaica
mc mco 377 - 8 | monaco
li lie 423 - 7 | liechtenstein
ad and 376 - 6 | andorra
sm smr 378 - 6 | san marino
"""  # noqa: E501


class Country(NamedTuple):
    """``calling``: E.164 country code. ``trunk``: see the table; -1 for none. ``shortest``: the
    digits that a national number has at least."""

    code: str
    calling: int
    trunk: int
    shortest: int


@cache
def _parsed() -> tuple[tuple[Country, ...], dict[str, str]]:
    countries, names = [], {}
    for line in _TABLE.strip().splitlines():
        facts, _, aliases = line.partition(" | ")
        code, iso3, calling, trunk, shortest = facts.split()
        kind = -1 if trunk == "-" else int(trunk)
        countries.append(Country(code, int(calling), kind, int(shortest)))
        for name in (code, iso3, *aliases.split(", ")):
            names[name] = code
    return tuple(countries), names


def countries() -> tuple[Country, ...]:
    """Every country of the table."""
    return _parsed()[0]


def names() -> dict[str, str]:
    """Folded names, ISO 3166 two- and three-letter codes, to the two-letter code."""
    return _parsed()[1]
