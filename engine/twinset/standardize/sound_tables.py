"""How letters are read: graphemes of each script and the sounds that they may stand for.

One grapheme a line: the letters, then a colon, then one or more *sounds* divided by ``|``. A sound
is a list of readings, each a phone of ``PHONES`` with what the reading costs in tenths ("k2" is k
at 0.2; nothing written is free); ``-`` is silence. The longest grapheme wins; ``^`` and ``$`` are
the borders of a word, and letters behind ``(`` are looked at and not taken.

Latin letters are read by all the languages that use them at once (c is k, s, ts, ch), since a name
does not say which it is from. What a script cannot write is a reading of what it writes instead:
Hebrew vav is v, u and o, Arabic b is also p, the kana of the r row are l as well, Hangul p is f.
Vowels that a syllabary has to put between consonants are silent at no or little cost (Smith,
sumisu, seumiseu, si-mi-si). Sources: Wikipedia's transcription guides of each language (into
Hebrew, Arabic, katakana; the rules of the National Institute of Korean Language; Xinhua's table
of transcription into Chinese).
"""

LATIN = """
a: a e3
e: e i2 a4
i: i e2
o: o u2 a3
u: u o2 a3
y: i y e3
e$: -1 e a3 i3
ie$: i e2 | -0 e
ey$: i e1
ee$: i e1
ye$: i | -0
ah: a | -1 h kh
ea: i e a2 | -0 a e
ou: u o1 a1 | -0 u w
au: a o1 | u w1 v2 -1
eu: o e u | u i -0 w
ai: a e i2 | i y e -1
ay: a e i2 | i y -1
ei: a e i | i y -0
ey: e i a2 | i y -0
ow: o a | u w v -0
igh: a i1 | i -0
aa: a o3
ee: i e1
oo: u o1
eau: o
eaux$: o
aux$: o | -2 k3 | -2 s3
ae: e a | -0 e1
oe: o e u2 | -0 e1
ue: u e3 | -0 e1
b: b
bb: b
bh: b v2
c: k j4 ts4 ch4
c(e: s ch1 ts1 k3 th2 j4
c(i: s ch1 ts1 k3 th2 j4
c(y: s ts1 k3
cc: k
cc(i: ch k | s -0
cc(e: ch k | s -0
ch: ch k1 sh1 kh1 h3
ck: k
cs: ch k | s -1
cz: ch ts2 | -0 z3
d: d
dd: d dh2
dh: d dh z3
dj: j d1 zh | y -0 i1
dg(e: j
dsch: j
dt: t d1
dz: dz z1 j2 ts1
f: f v4
ff: f
g: g h4 kh4
g(e: j g1 zh1 h3 kh2 y4
g(i: j g1 zh1 h3 kh2 y4
g(y: j g
gg: g
gg(i: j g1
gg(e: j g1
gh: g -2 h3 f5
gh(t: -0 g3 kh3
gi(a: j | -0 i
gi(o: j | -0 i
gi(u: j | -0 i
gl(i: -0 g | l y4
gn: g3 -0 | n | -0 y i
gu(e: g | -0 w2 u2
gu(i: g | -0 w2 u2
h: h -2 kh1
j: j y1 zh1 h3 kh2 i2 d4
k: k
kk: k
kh: kh k1 h1
^kn: k1 -1 | n
l: l
ll: l y2 j4
lh: l | -0 y1
lj: l | y i -1
m: m
mm: m
mb$: m | b -3
n: n
nn: n
ng: n ng | g -1
nh: n | -0 y1 h2
nj: n | y i -1
ny: n | y i -1
p: p
pp: p
ph: f p1
pf: p2 -0 | f
^ps: p1 -1 | s
^pt: p1 -1 | t
q: k ch2 g2 kh3
qu: k | w v u -1
r: r
rr: r
rh: r
rz: zh r1 sh1 | -0 z2
s: s z1 sh3
s$: s z1 sh3 -4
^s(t: s sh1
^s(p: s sh1
ss: s
sc(e: sh s1 | -0 k3
sc(i: sh s1 | -0 k3
sch: sh s3 | -0 k2
sh: sh s2
shch: sh | -0 ch
sz: s sh1
sj: sh s | -0 y1
sk(j: sh s1 | -0 k
t: t
tt: t
t$: t -4
th: t th s3 z4 d4 dh3
ti(o: t sh ts1 s2 | -3
tch: ch
tsch: ch
tj: t ch1 | -1 y i
ts: ts ch2
tz: ts
tt$: t
v: v f2 w2 b3
w: v w u1
wh: w v h2
^wr: -0 v2 | r
x: k sh1 kh2 h2 -3 | s z -1
^x: k2 -0 | s z1 sh1 kh3
z: z s1 ts1 dz2 th4
zz: ts z1 dz | -2
zh: zh j1 ch3 z2
zs: zh
zsch: ch
å: o a2
ä: e a
ö: o e u2
ø: o e u2
ü: u i1
æ: e a
œ: o e
ı: i u1
ğ: g -1 y2
ç: s ch
ć: ch ts2 k4
č: ch ts2 k4
đ: j d
ð: d dh1 z2
þ: t th s2
ß: s
š: sh s2
ş: sh s2
ș: sh s2
ś: sh s1
ţ: ts t2
ț: ts t2
ž: zh z1 j1
ż: zh z1
ź: zh z
ł: l w1 v2
ñ: n | y i -1
ń: n | -0 y i
ň: n | -0 y i
ř: r | zh sh -2
ĉ: ch
ĝ: j
ĵ: zh
ŝ: sh
ə: a e
ē: e i3
"""

CYRILLIC = """
а: a
б: b
в: v w1
г: g h1 kh3
д: d
е: e
^е: -0 y | e
ё: -0 y | o e1
ж: zh j1
з: z
и: i
й: y i -1
ий$: i | -0 y | -2 y
к: k
л: l
м: m
н: n
о: o a2
п: p
р: r
с: s
т: t th1
у: u w1 v2
ф: f th3 v4
х: kh h
ц: ts s2
ч: ch
ш: sh
щ: sh | -0 ch1
ъ: -0
ы: i
ь: -0
ьо: -0 y | o
э: e a2
ю: -0 y i | u
я: -0 y i | a e3
дж: j
дз: dz z1
тс: ts
дс: ts d1
тч: ch
нг: n ng | g -2
і: i
ї: -0 y | i
є: -0 y | e
ґ: g
ў: w u v
ј: y j
љ: l | y -1
њ: n | y -1
ћ: ch
ђ: j
џ: j
ѓ: g j
ќ: k ch
ѕ: dz z
қ: k
ғ: g
ң: n ng | -0 g
ө: o u
ү: u
ұ: u
һ: h
ә: a e
"""

GREEK = """
α: a
αι: e a1 | -0 i
αυ: a | v f u w
β: v b1
γ: g y2
γγ: n ng | g
γκ: -0 n | g k2
γκ$: n ng | g k -1
δ: d dh
ε: e
ει: i e2 | -0 i
ευ: e | v f u w
ζ: z s2
η: i e1
θ: th t
ι: i y1
κ: k
λ: l
μ: m
μπ: m -0 | b p
ν: n
ντ: n -0 | d t
ξ: k | s
ο: o
οι: i o1 | -0 i
ου: u o2
π: p
ρ: r
σ: s sh3
ς: s -3
τ: t
τζ: j z2 ts1
τσ: ts ch
υ: i u1
φ: f
χ: kh h ch1 k2
ψ: p | s
ω: o
"""

HEBREW = """
א: a e1 o1 i2 u1 -0
ב: b v
ג: g
ג': j ch3
ד: d
ד': dh th d
ה: h a1 e2 -1
ה$: a e1 h2 -0 o2
ו: v w u o
וו: v w u1
^ו: v w
^או: o u1 a3
^אי: i e1 a2 | -0 i
ז: z
ז': zh j1
ח: kh h -4
ט: t
י: i y e1 -2 j3
^י: y j2 i
יי: e1 a2 -1 y | i y e2
כ: k kh ch2
ך: kh k ch1
ל: l
מ: m
ם: m
נ: n
ן: n
ס: s
ע: a1 e1 o1 i2 -0
פ: p f
ף: f p1
צ: ts s3 z3
צ': ch
ץ: ts s3
ץ': ch
ק: k c
ר: r
ש: sh s
ת: t th
ת': th t
"""

ARABIC = """
ا: a e1 o1 i2 u2 -1
^ا: a e1 o1 i1 u1
آ: a
أ: a e1 o1 u1 i2
إ: i e a2
^ال: a3 e4 -1 | l3 -1
^او: o u a2 | -1 w
^اي: i e1 a1 | -0 i y
ب: b p
پ: p
ت: t
ث: th t2 s1
ج: j g zh1 ch3
چ: ch
تش: ch
دج: j
تس: ts z1
دز: dz
ح: h kh3
خ: kh h1 k2 ch2
د: d
ذ: dh z1 d1 th
ر: r
ز: z s2 ts3
ژ: zh j1
س: s
ش: sh ch2 s3
ص: s
ض: d z1 dh
ط: t
ظ: z d dh1
ع: a1 e1 o2 i2 -1
غ: g kh3 j3
ف: f v
ڤ: v
ق: k g1 gh2
ك: k g3 ch4
ک: k g3
گ: g
ڭ: g ng
كس: k | s
ل: l
م: m
ن: n
ه: h -2 a3 e3
ه$: a e -1 h
ة: a e -0 t2
و: w v u o
ي: y i e -2
ی: y i e -2
ى: a e1 y i -1
ئ: -0 y i e
ؤ: o u w -1
ء: -0
"""

KANA_ROWS = """
カキクケコ: k c
ガギグゲゴ: g
サシスセソ: s th2 z3
ザジズゼゾ: z s2 dz th3
タチツテト: t
ダヂヅデド: d
ナニヌネノ: n
ハヒフヘホ: h kh1 -4
バビブベボ: b v1
パピプペポ: p
マミムメモ: m
ラリルレロ: l r
"""

KANA = """
ア: a e2
イ: i e2 y1
ウ: u w o2
エ: e
オ: o
ァ: a
ィ: i
ゥ: u -0
ェ: e
ォ: o
ッ: -0
ー: -0 r2 a2 e2 i2 o2 u2 h2
ン: n m1 ng
・: -0
ヤ: y | a
ユ: y | u
ヨ: y | o
ャ: y -0 i1 | a
ュ: y -0 i1 | u
ョ: y -0 i1 | o
ワ: w v u1 | a
ヲ: o
ヰ: i
ヱ: e
イェ: y | e
ウィ: w v | i
ウェ: w v | e
ウォ: w v | o
ヴ: v b1 | u -0
ヴァ: v b1 | a
ヴィ: v b1 | i
ヴェ: v b1 | e
ヴォ: v b1 | o
フ: f h v3 | u -1
ファ: f | a
フィ: f | i
フェ: f | e
フォ: f | o
フュ: f | u
シ: sh s1 | i -2
シェ: sh s2 ch3 | e
シャ: sh ch2 | a
シュ: sh | u -1
ショ: sh ch2 | o
ジ: j z1 zh d3 g1 | i -2
ジェ: j zh g1 | e
ジャ: j zh | a
ジュ: j zh | u -1
ジョ: j zh g1 | o
チ: ch t2 c1 | i -1
チェ: ch c1 | e
チャ: ch | a
チュ: ch t1 | u
チョ: ch | o
ツ: ts t1 z1 | u -0
ツァ: ts z | a
ツィ: ts z | i
ツェ: ts z | e
ツォ: ts z | o
ティ: t | i
ディ: d | i
デュ: d | u
テュ: t | u
トゥ: t | u
ドゥ: d | u
ヂ: j z d | i
ヅ: z d | u
グ: g | u -0
グァ: g | w -0 u | a
ク: k g4 | u -0
クァ: k | w u -0 | a
クィ: k | w u -0 | i
クェ: k | w u -0 | e
クォ: k | w u -0 | o
キ: k c | i -2
ト: t d4 | o -0
ド: d | o -0
ヌ: n | u -1
ム: m | u -0
ル: l r | u -0
ス: s th1 z2 | u -0
ズ: z s2 d2 th2 | u -0
ブ: b v1 | u -0
プ: p b4 | u -0
"""

HANGUL_INITIALS = """
ㄱ: g k1
ㄲ: k g1
ㄴ: n
ㄷ: d t1 th1
ㄸ: t d1
ㄹ: l r
ㅁ: m
ㅂ: b v p1
ㅃ: p b1
ㅅ: s sh1 th2 z3
ㅆ: s ts th2
ㅇ: -0
ㅈ: j z zh1 ch2 ts3
ㅉ: ts z j ch1
ㅊ: ch ts
ㅋ: k
ㅌ: t
ㅍ: p f v4
ㅎ: h f2 kh -4
"""

HANGUL_VOWELS = """
ㅏ: a
ㅐ: e a1
ㅑ: y -1 i1 | a
ㅒ: y -1 i1 | e a
ㅓ: o u a1 e1
ㅔ: e
ㅕ: y -1 i1 | o e u
ㅖ: y -1 i1 | e
ㅗ: o u2
ㅘ: w o u v1 | a
ㅙ: w o u v1 | e
ㅚ: o e
ㅛ: y -1 i1 | o
ㅜ: u o1 w
ㅝ: w u v1 | o
ㅞ: w u v1 | e
ㅟ: u i w1 | -0 i
ㅠ: y -1 i1 | u
ㅡ: u -0 e1 o2
ㅢ: i u1 e1
ㅣ: i e2
"""

HANGUL_FINALS = """
ㄱ: k g
ㄲ: k
ㄳ: k
ㄴ: n
ㄵ: n
ㄶ: n
ㄷ: t d
ㄹ: l r
ㄺ: l | k
ㄻ: l | m
ㄼ: l | p
ㄽ: l
ㄾ: l | t
ㄿ: l | p
ㅀ: l
ㅁ: m
ㅂ: p b f3 v3
ㅄ: p
ㅅ: t s1 d1 th2
ㅆ: t s
ㅇ: n ng | g -0
ㅈ: t
ㅊ: t
ㅋ: k
ㅌ: t
ㅍ: p
ㅎ: h -0
"""

HANGUL_SEQUENCES = """
^ㅇ: -0 l1 r2 n3 y1
^ㄴ: n l2 r2
ㅈㅣ: j z zh1 ch2 | i -1
ㅊㅣ: ch ts t3 | i -1
ㅅㅣ: s sh | i -2
ㅅㅟ: sh | u i -0
ㅅㅠ: sh s2 | u i -1
"""

PINYIN_INITIALS = """
b: b p v1
p: p b2 f3
m: m
f: f v p3 h4
d: d t1
t: t d1 th
n: n
l: l r
g: g k1 j3 h4
k: k g2 ch4
h: h kh -2 f3 w4 g3
j: j zh1 ch1 g1 k2 d3 z2 y4
q: ch k2 t3 j1 ts2 s4
x: sh s h1 kh1 z4
zh: j ch1 zh ts3 d4 z3
ch: ch t4 j3
sh: sh s1
r: r l zh j1
z: z ts s2
c: ts s z2 ch3
s: s z th1 sh3
y: y -0 j3 i
w: w v -1 u o3
"""

PINYIN_FINALS = """
a: a e3
o: o u2
e: e o2 a2 -1
er: r l e2 -1
i: i e2 -3
ih: i e2 -0
u: u o2 -1
v: u i
ai: a e | i e -0
ei: e a i | i -0
ao: a o | o u -0
ou: o u1 | u -0
an: a e | n m2 -3
en: e a o | n m2 -3
ang: a o | n ng | g -0
eng: e o a | n ng | g -0
ong: o u | n ng | g -0
ia: i y -1 | a
ie: i y -1 | e
iao: i y -1 | a o | o u -0
iu: i y -1 | o -1 | u
ian: i y -1 | a e | n m2 -3
in: i e2 | n m2 -3
iang: i y -1 | a o | n ng | g -0
ing: i e2 | n ng | g -0
iong: i y -1 | o u | n ng | g -0
ua: u w -1 o | a
uo: u w -0 | o
uai: u w -0 | a | i -0
ui: u w -1 | e -1 | i
uan: u w -1 | a | n m2 -3
un: u o | -0 e | n m2 -3
uang: u w -1 | a o | n ng | g -0
ue: u i y -1 | e
ve: u i y -1 | e
vn: u i | n
"""

# Romanised text, as standardised columns hold it, of scripts whose letters say less or more than
# the Latin ones that they became.
ROMAN_ABJAD = """
a: a e o1 i1 u1 -1
b: b p v
c: k
ch: ch
d: d
e: e a -1
f: f v
g: g kh3 j3
gh: g kh2
h: h -1 a3 e3 kh1
i: i e
j: j g zh1
k: k kh g3
kh: kh k1 h1
l: l
m: m
n: n
o: o u
p: p f
q: k g1
r: r
s: s sh2 ts4
sh: sh s ch2
t: t th
th: th t s2
ts: ts s2 z2 ch1
u: u o
v: v w u o
w: w v u o
y: y i e -2
z: z ts3 dh2
zh: zh j1
"""

ROMAN_KANA = """
a: a e3
b: b v1
ch: ch t2
d: d
dz: z d th3
e: e
f: f h v3
g: g
h: h kh1 -4
i: i e2 -2
j: j z1 zh d3
k: k
m: m
n: n m1
o: o -2
p: p
r: l r
s: s th1 z2
sh: sh s1
t: t
ts: ts t1 z1
u: u -0
v: v b1
w: w v u1
y: y -0 i1
z: z s2 d2
"""

ROMAN_HANGUL = """
a: a
ae: e a1
b: b v p1
bb: p b1
ch: ch ts
d: d t1 th1
dd: t d1
e: e
eo: o u a1 e1
eu: u -0 e1
f: f
g: g k1
gg: k g1
h: h f2 -4
i: i e2 -2
j: j z zh1 ch2 ts3
jj: ts z j
k: k
l: l r
m: m
n: n
ng: n ng | g -0
o: o u2
oe: o e
p: p f v4
r: r l
s: s sh1 th2 z3
ss: s ts th2
t: t
u: u o1 w
ui: i u1
w: w v -1
y: y -1 i1
"""

ROMAN_HAN = """
a: a e3
b: b p v1
c: ts s z2
ch: ch t4 j3
d: d t1
e: e o2 a2 -1
er: r l e2 -1
f: f v p3 h4
g: g k1 j3
h: h kh -2 f3
i: i e2 -2
j: j zh1 ch1 g1 k2 z2
k: k g2 ch4
l: l r
m: m
n: n m3
ng: n ng | g -0
o: o u2 -2
p: p b2 f3
q: ch k2 t3 j1
r: r l zh j1
s: s z th1 sh3
sh: sh s1
t: t d1 th
u: u o2 -1
w: w v -1 u
x: sh s h1 kh1
y: y -0 j3 i
z: z ts s2
zh: j ch1 zh ts3
"""
