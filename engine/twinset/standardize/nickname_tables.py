"""Given names and their diminutives outside English, one family a line, as texts are standardised.

Only forms that one person uses side by side; names that are merely cognate (Johann, Jean, Juan)
are not relatives.
"""

_GERMAN = """
johannes hans johann hannes hansi
alexander alex sascha xander
alexandra alex sandra sascha
andreas andi andy
anneliese anni liesel
annemarie anne anni
bernhard bernd berni
christian chris
christina tina chris christel
christine tina chris christel
dieter didi
dietrich dieter
dorothea dora dorle thea
eberhard ebbo hardy
elisabeth elli lisa lisbeth liesel elsa else sissi lisl betty
elke elki
franziska franzi
franz franzl
friedrich fritz fred friedel
friederike rike frieda
gabriele gabi gaby
georg schorsch jorg
gerhard gerd hardy
gertrud gerti trude trudi
guenther guenter gunther gunter gunti
gunther gunter
heinrich heinz heiner hein
helene leni lene
hildegard hilde hilda
ignaz naz
ingeborg inge
jakob jockel
joachim jochen achim
johanna hanna hanni
josef sepp josi pepi jupp joseph
karlheinz heinz kalle
katharina kathi kati kathrin katrin kathe
klaus nikolaus niklas claus
konrad kurt konni
kurt conrad
leonhard leo hardi
leopold poldi leo
lieselotte lilo lotte
ludwig lutz wiggerl luggi
magdalena lena leni magda
manfred manni fred
margarete grete gretel gretchen greta margit
margarethe grete gretel gretchen greta margit
maria mitzi mia mizzi
markus marki
martin martl
matthias matze hias mathias
maximilian max maxi
michael michi michel mischa
michaela michi ela
monika moni
peter peterle
philipp phil lipp
regina gina
reinhard reini
rosemarie rosi romy
rudolf rudi rolf
sabine bine
sebastian basti bastian wastl
siegfried siggi sigi fred
stefan steffen stephan
stefanie steffi stephanie
susanne susi sanne suse
theodor theo
theresia resi theres therese thesi
thomas tommy tom
ulrich uli ulli
ulrike uli ulli rike
ursula uschi ulla ursel
valentin valtin
veronika vroni
viktoria vicky
waltraud traudl traudi
wilhelm willi willy wilm
wilhelmine minna mina
wolfgang wolf wolfi
"""

_FRENCH = """
alexandre alex
alexandra alex sandra
antoine toine
benjamin ben
bernadette bernie dette
catherine cathy kate
caroline caro
christophe chris
christine chris
daniel dany
danielle dany
dominique dom domi
edouard ed doudou
elisabeth babette lise
emmanuel manu
emmanuelle manu
francois fanfan
frederic fred
frederique fred
gabriel gaby
genevieve ginette viviane
gerard gege
guillaume guigui
jacqueline jackie
jacques jacquot jacky
jean jeannot
jeanne jeannette
joseph jojo
josephine josie fifi
laurent lolo
louis loulou
louise louisette
madeleine mado
marguerite margot
marie manon mariette
maximilien max
maxime max
michel michou
nathalie nath
nicolas nico
patricia pat
patrick pat
philippe phil
pierre pierrot
robert bob
stephane steph
stephanie steph fanny
sylvie syl
therese zezette
thierry titi
thomas tom
valerie val
veronique vero
victoire vic
vincent vince
virginie ginie
xavier xav
"""

_SPANISH = """
alberto beto
alejandro alex ale jandro
alejandra ale alex
antonio tono toni
antonia tona toni
beatriz bea betty
carlos carlitos
carmen menchu carmela
catalina cata
concepcion concha conchita
consuelo chelo
cristina cris
daniel dani
dolores lola lolita
eduardo edu lalo
enrique quique kike
ernesto neto
esperanza espe
felipe pipe
fernando fer nando
francisco paco pancho curro fran kiko francis
francisca paca paqui fran
gabriel gabi
gabriela gabi
gregorio goyo
guadalupe lupe lupita
guillermo guille memo willy
ignacio nacho
isabel isa chabela
javier javi
jesus chuy chucho suso
joaquin quino chimo
jorge coque
jose pepe chepe pepito
josefa pepa pepita fina
josefina fina pepa
juan juanito
leonardo leo
lourdes lulu
luis lucho
magdalena magda lena
manuel manolo manu lolo
manuela manoli manola
margarita marga rita
maria mari marita
mercedes merche meche
miguel migue miki
montserrat montse
nicolas nico
patricia patri pati
pedro perico
pilar pili
rafael rafa
ramon moncho
ricardo richi
roberto beto rober
rosario charo chayo
salvador salva chava
sebastian sebas
sergio checo
soledad sole
susana susi
teresa tere
tomas tomi
vicente chente
victoria vicky
"""

_ITALIAN = """
alessandro ale sandro
alessandra ale sandra
andrea andreino
angelo angiolino
antonio tonino toni toto
antonella anto
bartolomeo meo bartolo
beatrice bea bice
carlo carletto
caterina cate rina
cristina cri tina
daniele dani
domenico mimmo menico
eduardo edo
elisabetta betta lisa elisa
emanuele manu lele
federico fede chicco
federica fede
filippo pippo
francesco franco checco cesco ciccio
francesca franca checca
gabriele lele
gennaro gennarino
giacomo giacomino mino
giovanni gianni nanni vanni gian
giovanna gianna vanna
giuseppe beppe peppe pino peppino beppino
giuseppina pina pinuccia giusy
gregorio rino
ignazio gnazio
leonardo leo nardo
lorenzo renzo enzo
luigi gigi gino luigino
luisa luisella
maddalena lena
margherita rita
massimiliano max massimo
matteo teo
michele lino
nicola nico nicolino
paolo paolino
pietro pierino piero
raffaele lello raf
raffaella lella
roberto berto roby
salvatore toto turi salvo
sebastiano bastiano seba
stefano ste
stefania ste
teresa teresina
tommaso tom maso
umberto berto
valentina vale
vincenzo enzo cenzo vince
vittorio vito
"""

_DUTCH = """
adriaan ad adrie arie
alexander lex sander
antonius anton toon ton tonny
bartholomeus bart
bernardus ben bernard
catharina trijn toos catrien ina rina
christiaan chris christian
cornelis cees kees cor
cornelia corrie nel cokkie
dirk dick
elisabeth lies els betsy liesbeth elly bep
franciscus frans
frederik freek fred
gerardus gerard gerrit
gerrit ger
hendrik henk hein rik
hendrika riek rika
henricus henk harrie
hubertus huub bert
jacobus jaap koos jacob sjaak
jacoba coba
johannes jan johan hans joop
johanna annie hanna jo joke
josephus jos sjef
lambertus bert lambert
laurentius laurens lau
leonardus leo
margaretha greet griet margreet
maria mia riet ria marietje miep
marinus rinus
martinus martin tinus maarten
mattheus thijs mathijs
mathijs thijs
nicolaas klaas nico
petrus piet peter
petronella nel nelly
pieter piet
sebastiaan bas
theodorus theo
wilhelmina mien willy wil mina
wilhelmus wim willem
willem wim pim
"""

_POLISH = """
agnieszka aga agusia
aleksander olek alek
aleksandra ola olka
andrzej jedrek
anna ania anka andzia
antoni antek
barbara basia baska
bartlomiej bartek
bartosz bartek
danuta danka
dariusz darek
dorota dorotka
edward edek
elzbieta ela elka
ewa ewka
franciszek franek
grzegorz grzesiek grzes
henryk heniek
irena irka
jacek jacus
jadwiga jadzia
jakub kuba
jan janek jas
janina janka
jerzy jurek
joanna asia aska
jozef jozek
julia julka
kamil kamilek
katarzyna kasia kaska
kazimierz kazik
krystyna krysia
krzysztof krzysiek krzys
leszek lech
magdalena magda
malgorzata gosia malgosia gocha
marcin marcinek
marek mareczek
maria marysia maryla
mateusz mati
michal michalek
mikolaj miki
pawel pawelek
piotr piotrek
rafal rafalek
ryszard rysiek
slawomir slawek
stanislaw stas staszek
stefan stefek
szymon szymek
tadeusz tadek
teresa tereska
tomasz tomek
urszula ula
waclaw wacek
wieslaw wiesiek
wladyslaw wladek
wojciech wojtek
zbigniew zbyszek
zofia zosia
zuzanna zuzia
"""

# romanised as twinset.standardize.scripts does, and as passports and the press do
_RUSSIAN = """
aleksandr sasha shura sanya alexander alexandr
aleksandra sasha shura alexandra
aleksey alyosha lyosha alesha lesha aleksei alexey alexei
anastasiya nastya anastasia
anatoliy tolya anatoly anatolii
andrey andryusha andrei
anna anya nyura
anton antosha
boris borya
vadim vadik
valentin valya
valentina valya
valeriy valera valery valerii
valeriya lera valeria
vasiliy vasya vasily vasilii
vera verochka
viktor vitya victor
viktoriya vika victoria
vitaliy vitalik vitaly
vladimir volodya vova
vladislav vlad slava
vyacheslav slava viacheslav
galina galya
georgiy gosha zhora georgy
grigoriy grisha grigory
darya dasha daria
denis deniska
dmitriy dima mitya dmitry dmitri dmitrii
evgeniy zhenya evgeny evgenii yevgeny
evgeniya zhenya evgenia
ekaterina katya katyusha yekaterina
elena lena alyona yelena
elizaveta liza
ivan vanya
igor igoryok
irina ira
kirill kirya
konstantin kostya
kseniya ksyusha ksenia
larisa lara
leonid lyonya lenya
lyubov lyuba liubov
lyudmila lyuda mila liudmila ludmila
maksim maks maxim
margarita rita
marina marisha
mariya masha manya maria
mikhail misha
nadezhda nadya nadia
natalya natasha natalia nataliya
nikita nikitka
nikolay kolya nikolai
oleg olezhka
olga olya
pavel pasha
pyotr petya petr
polina polya
roman roma
svetlana sveta
semyon syoma semen
sergey seryozha serezha sergei
sofya sonya sofia
stanislav stas slava
stepan styopa
tamara toma
tatyana tanya tatiana
timofey tima
fyodor fedya fedor
yuliya yulya yulia julia
yuriy yura yuri yury
yakov yasha
yana yanochka
yaroslav yarik slava
"""

_PORTUGUESE = """
alexandre alex xande
antonio tonho toninho to
beatriz bia
carlos carlinhos
carolina carol
eduardo edu dudu
fernando nando
francisco chico xico
francisca chica
gabriel gabi biel
gustavo guga
henrique rique
joao joaozinho
joaquim quim
jose ze zeca zezinho
leonardo leo
luis lula luisinho
luiz lula luizinho
manuel manel maneco
maria mariazinha
mariana mari
patricia paty
paulo paulinho
pedro pedrinho
rafael rafa
ricardo rick
roberto beto
rodrigo digo
sebastiao tiao
sergio serginho
tiago ti
thiago ti
vitoria vivi
"""

_NORDIC = """
alexander alex
anders andy
birgitta bitte gitta
elisabet lisa bettan
elisabeth lisa bettan lisbet
gunnar gunni
gudmundur gummi
johannes johan hannes
jon nonni
karl kalle
katarina kata kattis
kristin stina kicki
kristina stina kicki kia
lars lasse
magnus maggi mange
margareta greta maggan
olof olle
per pelle
sigurdur siggi
sigridur sigga
thomas tomas tompa
"""

_TURKISH_HUNGARIAN_CZECH = """
mehmet memo memet
ibrahim ibo
mustafa mustik
istvan pisti isti
jozsef joci joska
laszlo laci
ferenc feri
janos jani jancsi
katalin kati
erzsebet erzsi bozsi
ilona ili ica
gyorgy gyuri
sandor sanyi
zoltan zoli
maria mari marika
jiri jirka
josef pepa pepik
frantisek franta
jan honza
vaclav vasek
jaroslav jarda
miroslav mirek
zdenek zdena
katerina katka
"""

GROUPS: tuple[str, ...] = tuple(
    line
    for table in (
        _GERMAN,
        _FRENCH,
        _SPANISH,
        _ITALIAN,
        _DUTCH,
        _POLISH,
        _RUSSIAN,
        _PORTUGUESE,
        _NORDIC,
        _TURKISH_HUNGARIAN_CZECH,
    )
    for line in table.strip().splitlines()
)
"""One family a line: the first name is the formal one."""
