"""Poland."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="pl",
    spellings="Polska PL Poland",
    male="""
Piotr Krzysztof Andrzej Tomasz Paweł Jan Michał Marcin Jakub Adam Stanisław Marek Łukasz Grzegorz
Mateusz Wojciech Mariusz Dariusz Maciej Zbigniew Rafał Robert Kamil Jerzy Dawid Szymon Kacper Jacek
Tadeusz Ryszard Sławomir Przemysław Jarosław Dominik Patryk Józef Sebastian Bartosz Janusz Daniel
Damian Mirosław Artur Roman Edward Karol Kazimierz Henryk Filip Antoni Adrian Leszek Władysław
Konrad Waldemar Bogdan Bartłomiej Wiesław Zdzisław Hubert Oskar Arkadiusz Franciszek Radosław Cezary
Czesław Bogusław Eugeniusz Stefan Witold Igor Norbert Marian Mikołaj Aleksander Ignacy Leon Tymon
Błażej Emil Ireneusz Lech Bolesław Remigiusz Wiktor Gabriel Miłosz Olaf Zenon Julian
""",
    female="""
Anna Katarzyna Maria Małgorzata Agnieszka Barbara Ewa Krystyna Magdalena Elżbieta Joanna Aleksandra
Monika Zofia Teresa Natalia Danuta Julia Karolina Marta Beata Dorota Halina Jadwiga Janina Alicja
Jolanta Grażyna Iwona Irena Paulina Justyna Zuzanna Hanna Bożena Wiktoria Urszula Renata Aneta
Helena Wanda Sylwia Emilia Agata Izabela Oliwia Maja Patrycja Ewelina Marianna Weronika Stanisława
Kinga Klaudia Edyta Gabriela Kamila Marzena Marlena Dominika Amelia Mariola Lucyna Bogumiła Wiesława
Stefania Genowefa Kazimiera Józefa Lidia Nina Aniela Laura Lena Antonina Nikola Martyna Daria Sandra
Eliza Honorata Ilona Żaneta Bogusława Czesława Mirosława Violetta Róża
""",
    surnames="""
Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
Dąbrowski
Kozłowski Mazur Jankowski Kwiatkowski Wojciechowski Krawczyk Kaczmarek Piotrowski Grabowski Zając
Pawłowski Michalski Król Wieczorek Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Jaworski
Malinowski Adamczyk Nowicki Dudek Pawlak Górski Witkowski Walczak Sikora Baran Rutkowski Michalak
Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak Jasiński Sadowski Bąk Duda
Zawadzki Jakubowski Wilk Chmielewski Borkowski Włodarczyk Sokołowski Szczepański Sawicki Kucharski
Lis Maciejewski Kubiak Kalinowski Wysocki Mazurek Kołodziej Kaźmierczak Czarnecki Sobczak Konieczny
Głowacki Urban Zakrzewski Wasilewski Krajewski Laskowski Sikorski Ziółkowski Gajewski Mróz Szulc
Makowski Brzeziński Baranowski Przybylski Kaczmarczyk Borowski Błaszczyk Adamski Górecki Szymczak
Chojnacki Kozak Leszczyński Cieślak Czerwiński Andrzejewski Urbański Mroczek Kania Gołębiowski
Stankiewicz Jaroszewski Bielecki Lipiński Kruk Polak Musiał Markowski Bednarek Bielak Matuszewski
""",
    stems="""
Bar Bazy Biał Bieg Bog Bor Bran Brud Brzo Bud Byl Chmiel Ciesz Czar Czech Dem Dob Dom Droz Dud Dzier
Fal Gał Gaw Gąs Głog Goł Gór Grab Grod Gruch Hal Jag Jan Jar Jas Jaw Jurk Kal Kam Karp Kaw Kiel Klim
Kluc Kos Koź Kraj Kras Kruc Krzem Kul Lech Leś Lip Lub Łas Łuk Mac Mak Mal Mar Mat Mied Mod Mos Nied
Niem Obor Ogr Ole Orł Osie Pac Pal Paw Piąt Pil Piw Pod Pok Pol Prus Rad Raj Rak Rog Rud Ryb Rzep
Sad Sien Skór Sob Sok Star Stef Such Świer Szcze Szel Tar Tom Tur Urb Wal War Wasil Wier Wit Woj
Wolsk Zab Zar Zdan Ziel Żak Żuk
""",
    suffixes="""
owski ewski iński icki owicz ewicz czyk czak ak ek ik ka ecki ański arski alski oński elski owiec
""",
    tail=0.50,
    feminine=(("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")),
    nicknames="""
Piotr:Piotrek Krzysztof:Krzysiek,Krzyś Andrzej:Andrzejek,Jędrek Tomasz:Tomek Paweł:Pawełek Jan:Janek
Michał:Misiek Jakub:Kuba Adam:Adaś Stanisław:Staszek,Stach Łukasz:Łukaszek Grzegorz:Grzesiek
Mateusz:Mati Wojciech:Wojtek Mariusz:Mariuszek Dariusz:Darek Maciej:Maciek Zbigniew:Zbyszek
Jerzy:Jurek Sławomir:Sławek Przemysław:Przemek Jarosław:Jarek Sebastian:Seba Bartosz:Bartek
Mirosław:Mirek Józef:Józek Ryszard:Rysiek Tadeusz:Tadek Kazimierz:Kazik Bartłomiej:Bartek
Arkadiusz:Arek Franciszek:Franek Radosław:Radek Aleksander:Olek,Alek Mikołaj:Miki Władysław:Władek
Katarzyna:Kasia Małgorzata:Gosia,Małgosia Agnieszka:Aga Anna:Ania Maria:Marysia Barbara:Basia
Ewa:Ewka Krystyna:Krysia Magdalena:Magda Elżbieta:Ela Joanna:Asia Aleksandra:Ola Zofia:Zosia
Teresa:Tereska Natalia:Nata Danuta:Danka Julia:Julka Dorota:Dorotka Halina:Halinka Alicja:Ala
Jolanta:Jola Grażyna:Grażka Iwona:Iwonka Zuzanna:Zuza Hanna:Hania Bożena:Bożenka Urszula:Ula
Izabela:Iza Wiktoria:Wika Patrycja:Pati Gabriela:Gabrysia Helena:Hela Jadwiga:Jadzia
""",
    cities="""
Warszawa|mazowieckie|00|22
Warszawa|mazowieckie|02|22
Kraków|małopolskie|30|12
Wrocław|dolnośląskie|50|71
Łódź|łódzkie|90|42
Poznań|wielkopolskie|60|61
Gdańsk|pomorskie|80|58
Szczecin|zachodniopomorskie|70|91
Bydgoszcz|kujawsko-pomorskie|85|52
Lublin|lubelskie|20|81
Białystok|podlaskie|15|85
Katowice|śląskie|40|32
Gdynia|pomorskie|81|58
Częstochowa|śląskie|42|34
Radom|mazowieckie|26|48
Rzeszów|podkarpackie|35|17
Toruń|kujawsko-pomorskie|87|56
Sosnowiec|śląskie|41|32
Kielce|świętokrzyskie|25|41
Gliwice|śląskie|44|32
Olsztyn|warmińsko-mazurskie|10|89
Bielsko-Biała|śląskie|43|33
Zabrze|śląskie|45|32
Zielona Góra|lubuskie|65|68
Opole|opolskie|46|77
Rybnik|śląskie|47|32
Elbląg|warmińsko-mazurskie|82|55
Płock|mazowieckie|09|24
Tarnów|małopolskie|33|14
Koszalin|zachodniopomorskie|75|94
Kalisz|wielkopolskie|62|62
Legnica|dolnośląskie|59|76
""",
    town_stems="Nowy_ Stary_ Jan Lip Dąb Brzez Wol Kamien Biał Czarn Górn Dolny_ Zalas Ostr Mirosł",
    town_suffixes="ów owo ice in owa anka ówka sk iec",
    streets="""
Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Kościuszki Sosnowa
Kościelna Akacjowa Parkowa Zielona Kolejowa Sportowa Dębowa Klonowa Mickiewicza Sienkiewicza
Słowackiego Spacerowa Jana_Pawła_II 3_Maja 1_Maja Różana Wiśniowa Długa Główna Wrzosowa Jodłowa
Górna Dolna Warszawska Krakowska Poznańska Gdańska Piłsudskiego Chopina Kopernika Reymonta
Żeromskiego
Konopnickiej Prusa Moniuszki Matejki Sikorskiego Wyspiańskiego Rynek Nowa Stara Cicha Wesoła Pogodna
Jasna Łagodna Wiejska Miła Młyńska Rzeczna Nadbrzeżna Morska Jeziorna Źródlana Strażacka Ceglana
Przemysłowa Fabryczna Handlowa Rzemieślnicza Tkacka Kowalska Garncarska Piekarska Zamkowa
Grunwaldzka
""",
    street_types="ul.:ulica,Ul. al.:aleja,Al. pl.:plac os.:osiedle",
    street_form="t s n",
    postcode_tail="-###",
    phone="+48||9|3",
    mobiles="500 501 502 504 505 506 509 510 512 515 516 530 533 535 537 600 601 602 605 609 660 "
    "663 "
    "668 690 692 695 697 720 724 728 730 780 784 787 790 792 796 880 888",
    providers="gmail.com:36 wp.pl:20 o2.pl:13 onet.pl:10 interia.pl:9 op.pl:4 poczta.onet.pl:3 "
    "tlen.pl:2 vp.pl:2 outlook.com:2",
    tld="pl",
    legal="Sp._z_o.o.:sp._z_o.o.,Spółka_z_o.o. S.A.:SA,Spółka_Akcyjna Sp.j.:sp.j. s.c.:S.C.",
    trades="""
Budownictwo Transport Doradztwo Nieruchomości Usługi Handel Systemy Instalacje Meble Logistyka
Elektronika Drukarnia Energia Ubezpieczenia Auto Okna Ogrody Piekarnia Mechanika Produkcja
""",
    jobs="""
Prezes Dyrektor Kierownik Księgowa Inżynier Handlowiec Specjalista Programista Właściciel Asystentka
Nauczyciel Prawnik Architekt Technik Konsultant Analityk Kupiec Koordynator Kierowca Pielęgniarka
""",
    titles=("Pan", "Pani"),
    genders=("M", "K"),
    date_separator=".",
    family_word="rodzina",
)
