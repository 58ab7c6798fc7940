"""Netherlands."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="nl",
    spellings="Nederland NL The_Netherlands Holland",
    male="""
Jan Peter Johannes Hendrik Willem Cornelis Pieter Jeroen Mark Martin Dennis Erik Marcel Michael
Richard
Robert Rob Paul Frank Edwin Bas Tim Thomas Kevin Patrick Ronald Jacob Gerard Henk Kees Hans Johan
Dirk
Maarten Martijn Arjan Bart Wouter Sander Stefan Daan Sem Lucas Levi Finn Luuk Milan Jesse Bram Lars
Ruben Thijs Niels Joost Jasper Koen Rick Roy Wim Theo Ton Piet Klaas Gerrit Arie Bert Ben Leo Nico
Ed René André Jos Harry Adriaan Antonius Wilhelmus Petrus Franciscus Jurgen Remco Ruud Sjoerd Tjeerd
Vincent Xander Mohammed Ahmed Ali Mustafa Said Youssef Floris Gijs Hugo Julian Max Noah Olivier
Stijn
""",
    female="""
Maria Johanna Anna Elisabeth Cornelia Wilhelmina Monique Ingrid Petra Linda Esther Saskia Mirjam
Marianne Yvonne Jacqueline Karin Sandra Marja Ria Annie Tineke Anneke Ans Bep Corrie Els Gerda Greet
Hennie Ine Janny José Joke Lies Loes Marijke Mieke Nel Riet Sjaan Toos Truus Willy Wil Anouk Lisa
Laura Sanne Kim Iris Eva Emma Julia Sophie Lotte Fleur Femke Maaike Marieke Marloes Nienke Inge Ilse
Suzanne Astrid Bianca Brigitte Carla Caroline Claudia Daniëlle Debbie Ellen Hanneke Hélène Irene
Judith
Lieke Mila Tess Zoë Noa Roos Sara Fatima Khadija Aïsha Naima Samira Yasmin Renée Chantal Wendy
""",
    surnames="""
de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder
de_Groot
Bos Vos Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer
van_der_Linden Kok Jacobs de_Haan Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn
de_Bruin van_der_Heijden Schouten van_Beek Willems van_Vliet van_de_Ven Hoekstra Maas Verhoeven
Koster
van_Dam van_der_Wal Prins Blom Huisman Peeters de_Jonge Kuipers van_Veen Kuiper Veenstra Kramer
van_den_Brink Gerritsen Scholten van_Wijk Postma Martens Vink de_Ruiter Timmermans Groen Jonker
van_Loon Willemsen van_den_Bosch van_der_Velde van_Doorn Boer Driessen Hermans Mol Wolters
de_Lange Bosch Verbeek Evers Sanders Molenaar van_Schaik Hofman Koning van_der_Laan Dekkers Bosman
Vonk
Kuijpers Schipper Wouters Verhagen Bouwman Zwart Hoogland Koopman Hendriksen Verschuren Yılmaz Kaya
El_Idrissi Bakkali Singh Nguyen Pronk Zijlstra Terpstra Boersma Wiersma Hofstra
""",
    stems="""
Acht Beek Berk Boer Bok Bol Boom Bor Bos Braam Brand Brink Brug Buiten Dam Diep Dom Duin Eik Elzen
Geer Goud Graf Groen Haar Hage Heem Heide Hoek Hof Holt Hoog Kamp Kerk Klaas Klein Klomp Kool Korte
Kraan Kruis Laar Land Leem Linde Loo Maat Meer Molen Noord Oost Oud Paap Peel Pol Poort Riet Rode
Roos Schaap Schoon Slot Spijk Steen Stok Tol Uit Veld Vis Vliet Waal Water Weer West Wild Winter
Woud Zand Zee Zon Zuid Zwaan
""",
    suffixes="stra sma man mans berg veld huis dijk kamp sen ink horst hof meijer laan ker es "
    "enga ing",
    tail=0.35,
    nicknames="""
Johannes:Jan,Hans Hendrik:Henk Willem:Wim Cornelis:Kees,Cor Pieter:Piet Jacob:Jaap,Koos Gerard:Ger
Robert:Rob Michael:Mike Richard:Rick Thomas:Tom Patrick:Pat Martijn:Tijn Sander:Sandy
Antonius:Ton,Toon
Wilhelmus:Wim Petrus:Piet,Peter Franciscus:Frans Adriaan:Ad,Arie Johanna:Joke,Hanna
Elisabeth:Els,Lies
Cornelia:Corrie Wilhelmina:Willy,Mien Maria:Ria,Mieke Anna:Annie,Anneke Jacqueline:Jacky
Suzanne:Suus
Caroline:Caro Daniëlle:Daan Monique:Mo Marieke:Riek Esther:Es Johan:Joop Daan:Daniël Vincent:Vin
""",
    cities="""
Amsterdam|Noord-Holland|10|20
Rotterdam|Zuid-Holland|30|10
Den Haag|Zuid-Holland|25|70
Utrecht|Utrecht|35|30
Eindhoven|Noord-Brabant|56|40
Groningen|Groningen|97|50
Tilburg|Noord-Brabant|50|13
Almere|Flevoland|13|36
Breda|Noord-Brabant|48|76
Nijmegen|Gelderland|65|24
Apeldoorn|Gelderland|73|55
Haarlem|Noord-Holland|20|23
Arnhem|Gelderland|68|26
Enschede|Overijssel|75|53
Amersfoort|Utrecht|38|33
Zaandam|Noord-Holland|15|75
's-Hertogenbosch|Noord-Brabant|52|73
Zwolle|Overijssel|80|38
Zoetermeer|Zuid-Holland|27|79
Leiden|Zuid-Holland|23|71
Maastricht|Limburg|62|43
Dordrecht|Zuid-Holland|33|78
Ede|Gelderland|67|318
Leeuwarden|Friesland|89|58
Alkmaar|Noord-Holland|18|72
Emmen|Drenthe|78|591
Delft|Zuid-Holland|26|15
Venlo|Limburg|59|77
Deventer|Overijssel|74|570
Hilversum|Noord-Holland|12|35
""",
    town_stems="Nieuw Oud Noord Zuid Ooster Wester Hooge Beek Berg Zand Veld Water Heer Kerk Ouder",
    town_suffixes="dam dorp veen kerk wijk burg huizen hoven beek loo meer drecht um",
    streets="""
Kerk School Dorps Molen Julianas Wilhelmina Beatrix Prins_Hendrik Oranje Nassau Stations Nieuwe
Markt
Hoofd Eiken Beuken Linden Kastanje Berken Wilgen Populieren Iepen Rozen Tulpen Anjer Lelie Meidoorn
Noord Zuid Ooster Wester Haven Brug Sluis Dijk Polder Meer Vijver Bos Park Tuin Veld Heide Berg Burg
Rembrandt Vondel Mozart Beethoven Van_Gogh Vermeer Erasmus Thorbecke Kennedy Churchill Zeeman
Lorentz
Admiraal Tromp De_Ruyter Piet_Hein Johan_de_Witt Spinoza Merel Lijster Vinken Zwaluw Reiger Valken
""",
    street_types="straat:str.,str weg:wg. laan:ln. plein:pln. gracht:gr. hof:Hof",
    street_form="st n",
    postcode_tail="## @@",
    phone="+31|0|9|4",
    mobiles="610 611 612 613 614 615 616 618 620 621 622 623 624 625 626 628 629 630 631 633 634 "
    "638",
    providers="gmail.com:38 hotmail.com:18 ziggo.nl:9 kpnmail.nl:6 live.nl:6 outlook.com:6 "
    "xs4all.nl:4 "
    "home.nl:4 planet.nl:4 hetnet.nl:3 upcmail.nl:2 icloud.com:3",
    tld="nl",
    legal="B.V.:BV,Bv N.V.:NV V.O.F.:VOF,vof",
    trades="""
Bouw Transport Advies Techniek Installatie Makelaardij Schilders Logistiek Groep Software Media
Tuinen Interieur Verzekeringen Accountants Metaal Bakkerij Reizen Zorg Energie
""",
    jobs="""
Directeur Accountmanager Projectleider Adviseur Inkoper Boekhouder Ingenieur Verkoopmanager Eigenaar
Medewerker Teamleider Ontwikkelaar Docent Verpleegkundige Jurist Architect Monteur Secretaresse
""",
    titles=("Dhr.", "Mevr."),
    genders=("M", "V"),
    date_separator="-",
    family_word="familie",
)
