"""Family names of China and Korea in the spellings that one person has side by side, a name a line.

Chinese: pinyin, then Wade-Giles and what Taiwan writes, then Cantonese as in Hong Kong. Korean:
Revised Romanization and what passports say. They are too short to be told by how they sound or
look: Xu and Hsu, Gim and Kim, Zhang and Cheung.
"""

_CHINESE = """
bai pai pak
cai tsai choi tsoi
cao tsao tso
chen chan
cheng ching
dai tai
deng teng tang
ding ting
dong tung
du tu
duan tuan
fang fong
feng fung
gao kao ko
gong kung
gu ku koo
guo kuo kwok
he ho
huang wong hwang
jia chia
jiang chiang keung
jin chin kam
kong kung hung
li lee
liang leung
lin lam
liu lau
long lung
luo lo law
mo mok
pan poon
qian chien
qin chin
qiu chiu yau
ren jen yam
shen shum
song sung
su so
sun suen
tang tong
tian tien
wang wong
wu ng woo
xia hsia
xiao hsiao siu
xie hsieh tse
xiong hsiung
xu hsu hui tsui
xue hsueh
yan yen
yang yeung
yao yiu
ye yeh yip
yuan yuen
zeng tseng tsang
zhang chang cheung
zhao chao chiu
zheng cheng
zhong chung
zhou chou chow
zhu chu
zou tsou
"""

_KOREAN = """
an ahn
bae pae
baek paik baik
bag bak pak park
cho jo
choe choi
gang kang
gim kim
go ko koh
gwak kwak
gwon kwon
heo hur huh
im lim rim
jang chang
jeon jun chun
jeong jung chung
ju joo chu
mun moon
no noh roh
o oh
ri li lee rhee yi
seo suh
seong sung
sim shim
sin shin
son sohn
u woo
yu yoo ryu
yun yoon
"""

GROUPS = tuple(f"{_CHINESE}{_KOREAN}".strip().split("\n"))
FAMILY_NAMES = (*f"{_CHINESE}{_KOREAN}".split(), "bang", "ha", "hong", "ma", "min", "nam")
"""Those, and some that are spelled in one way."""
