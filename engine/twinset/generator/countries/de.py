"""Germany."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="de",
    spellings="Deutschland DE Germany BRD",
    male="""
Peter Michael Thomas Wolfgang Klaus Werner Andreas Hans Jürgen Stefan Christian Uwe Manfred Markus
Frank Dieter Günter Matthias Alexander Daniel Martin Jens Bernd Jan Sebastian Heinz Helmut Ralf
Florian Tobias Gerhard Horst Karl Dirk Rainer Holger Torsten Sven Jörg Oliver Philipp Patrick Marco
Tim Lukas Felix Jonas Maximilian Paul Leon Ulrich Robert Karl-Heinz Volker Walter Norbert Rolf
Hans-Jürgen Joachim Josef Georg Johannes Heiko Lars Marcel Dennis Benjamin Simon David Fabian Kevin
Maik Mario René André Olaf Carsten Thorsten Axel Detlef Reinhard Rüdiger Siegfried Lothar Hartmut
Erich Ernst Friedrich Wilhelm Otto Kurt Franz Anton Ludwig Hermann Herbert Alfred Rudolf Erwin
Gustav
Björn Nils Ole Finn Moritz Niklas Julian Ben Elias Noah Luis Emil Oskar Jakob Anton Konstantin
Vincent Leonard Mehmet Mustafa Ali Ahmet Murat Emre Ivan Sergej Dimitri Artur Roman Viktor Eugen
Steffen Marc Marius Dominik Christoph Hendrik Henrik Jochen Armin Gerd Hubert Albert Rudi Götz
Hans-Peter Karsten Kai Falk Ingo Arne Malte Timo Dominic Pascal Nico Robin Bastian Valentin
""",
    female="""
Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika Andrea Gisela Claudia
Susanne Gabriele Christa Christine Hildegard Anna Birgit Nicole Barbara Anja Martina Angelika Heike
Stefanie Katharina Maria Julia Sandra Melanie Silke Katrin Ute Kerstin Marion Cornelia Gerda Ruth
Irmgard Gertrud Edith Inge Margarete Anneliese Bärbel Rosemarie Christina Sonja Tanja Manuela
Daniela
Simone Anke Bettina Elke Jutta Ulrike Regina Silvia Doris Beate Marianne Heidi Waltraud Ilse
Lieselotte
Sarah Lisa Laura Lena Anne Jana Jessica Vanessa Franziska Johanna Hannah Sophie Marie Lea Emma Mia
Leonie Nina Eva Kathrin Yvonne Nadine Michaela Carmen Diana Doreen Mandy Antje Astrid Dagmar Margit
Gudrun Hannelore Käthe Frieda Emilie Charlotte Paula Clara Luisa Greta Ida Mathilda Antonia Theresa
Verena Miriam Ramona Ines Iris Irene Judith Maike Meike Wiebke Imke Svenja Carina Corinna Isabel
Jasmin
Aylin Fatma Ayşe Emine Zeynep Elena Olga Natalia Svetlana Irina Tatjana Ludmila Jule Merle Zoé
Frauke
""",
    middle_share=0.08,
    surnames="""
Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
Richter
Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner
Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser
Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger
Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster Simon Ludwig Böhm Winter Kraus Martin
Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas Schreiber Graf
Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
Pfeiffer Ernst Hübner Kramer Lindner Bock Peter Beyer Schade Jansen Haase Hansen Kaufmann Nowak
Arndt
Ritter Hermann Ott Götz Kunz Wenzel Böttcher Barth Fiedler Sander Kern Fink Lutz Berg Bender
Brinkmann
Kirsch Wirth Ebert Marx Kruse Eckert Kurz Urban Adam Hesse Rausch Blum Hein Nagel Heinz Dietz
Scherer
Reuter Stahl Metzger Riedel Geiger Förster Maurer Bayer Jahn Moser Paul Reich Wendt Bach Gerlach
Schiller Steiner Hauser Zander Lüders Petersen Thiel Ulrich Knoll Yilmaz Kaya Demir Yıldız Öztürk
Şahin
Kowalski Wiśniewski Ivanov Popov Nguyen von_Bergen von_der_Heide Freitag Strauß Großmann Weißmann
""",
    stems="""
Acker Adels Alten Amel Anger Apfel Auer Bachen Bader Bären Baum Bern Bieber Birken Blumen Böcken
Born Brand Breit Brenner Bruck Brunn Buchen Burg Butter Christ Damm Dann Deich Dorn Dörr Ecken Ehren
Eichen Eisen Erlen Eschen Falken Feld Felsen Feuer Fichten Fried Garten Gaß Geiß Gold Graben Grün
Hagen Hammer Hardt Hasel Hecken Heiden Hell Hirsch Hoch Hohen Holz Hopf Kalten Kamp Kasten Kessel
Kirch Kling Kloster Knob Kohl Korn Kranz Kreuz Kron Küchen Lauter Lehm Licht Linden Löwen Mahl Mark
Maß Mühl Neu Nieder Nuß Ober Oster Pfaff Pilz Rauh Reben Regen Reh Roden Rosen Sand Schau Schell
Schlag Schön Schwan Schwein See Silber Sonnen Stadt Stein Stern Stock Streit Tannen Teich Thal Tief
Unter Vogel Wald Wasser Weiden Wein Weiß Wester Wiesen Winds Wohl Zell Ziegen Zucker
""",
    suffixes="""
mann bach berg er berger hauser müller mayer meier huber hofer inger bauer stein feld felder hoff
stedt wald macher rath hardt ner ke ling kamp horst thal holz egger brock
""",
    tail=0.40,
    nicknames="""
Michael:Micha,Michi Thomas:Tom,Tommi Wolfgang:Wolf Klaus:Klausi Andreas:Andi,Andy Hans:Hansi
Stefan:Steff Christian:Chris Matthias:Matze,Mathis Alexander:Alex,Sascha Daniel:Dani
Sebastian:Basti,Bastian Florian:Flo Tobias:Tobi Maximilian:Max,Maxi Philipp:Phil Ulrich:Uli
Robert:Rob,Robbi Joachim:Jochen,Achim Josef:Sepp Georg:Schorsch Johannes:Hannes,Jo
Benjamin:Ben,Benni
Friedrich:Fritz,Fred Wilhelm:Willi,Willy Rudolf:Rudi Ludwig:Lutz Heinrich:Heinz Siegfried:Siggi
Leonard:Leo,Lenny Konstantin:Kosta Dominik:Domi Christoph:Chris,Stoffel Katharina:Kathi,Käthe
Elisabeth:Lisa,Elli Susanne:Susi,Sanne Gabriele:Gabi Christine:Tina,Chris Barbara:Babsi,Bärbel
Angelika:Geli Stefanie:Steffi Brigitte:Gitte,Biggi Ursula:Uschi,Ulla Margarete:Grete,Gretel
Franziska:Franzi Johanna:Hanna,Jo Theresa:Resi,Tess Charlotte:Lotte,Charly Antonia:Toni
Cornelia:Conny Jessica:Jessi Alexandra:Alex,Sandra Manuela:Manu Daniela:Dani Waltraud:Traudl
Jacqueline:Jacky Christina:Tina Michaela:Michi Ulrike:Uli,Ulla Magdalena:Lena Rosemarie:Rosi
""",
    cities="""
Berlin|Berlin|10|30
Berlin|Berlin|12|30
Hamburg|Hamburg|20|40
München|Bayern|80|89
Köln|Nordrhein-Westfalen|50|221
Frankfurt am Main|Hessen|60|69
Stuttgart|Baden-Württemberg|70|711
Düsseldorf|Nordrhein-Westfalen|40|211
Leipzig|Sachsen|04|341
Dortmund|Nordrhein-Westfalen|44|231
Essen|Nordrhein-Westfalen|45|201
Bremen|Bremen|28|421
Dresden|Sachsen|01|351
Hannover|Niedersachsen|30|511
Nürnberg|Bayern|90|911
Duisburg|Nordrhein-Westfalen|47|203
Bochum|Nordrhein-Westfalen|44|234
Wuppertal|Nordrhein-Westfalen|42|202
Bielefeld|Nordrhein-Westfalen|33|521
Bonn|Nordrhein-Westfalen|53|228
Münster|Nordrhein-Westfalen|48|251
Mannheim|Baden-Württemberg|68|621
Karlsruhe|Baden-Württemberg|76|721
Augsburg|Bayern|86|821
Wiesbaden|Hessen|65|611
Mönchengladbach|Nordrhein-Westfalen|41|2161
Braunschweig|Niedersachsen|38|531
Kiel|Schleswig-Holstein|24|431
Aachen|Nordrhein-Westfalen|52|241
Magdeburg|Sachsen-Anhalt|39|391
Freiburg|Baden-Württemberg|79|761
Lübeck|Schleswig-Holstein|23|451
Erfurt|Thüringen|99|361
Mainz|Rheinland-Pfalz|55|6131
Rostock|Mecklenburg-Vorpommern|18|381
Kassel|Hessen|34|561
Saarbrücken|Saarland|66|681
Potsdam|Brandenburg|14|331
Würzburg|Bayern|97|931
Göttingen|Niedersachsen|37|551
""",
    town_stems="""
Neu Ober Unter Alten Hohen Bad_Neu Groß Klein Wald Stein Schön Rosen Linden Eichen Burg Markt
Sankt_ Nieder Langen Frei Heiligen Wolfs Weißen Mühl Sulz
""",
    town_suffixes="heim stadt hausen berg burg dorf bach feld kirchen au rode hagen ingen beck",
    streets="""
Haupt Schul Garten Bahnhof Dorf Berg Birken Linden Kirch Wald Ring Wiesen Amsel Jahn Feld Goethe
Schiller Mozart Beethoven Ahorn Buchen Eichen Rosen Tannen Mühlen Bach Sonnen Friedhofs Post
Industrie Brunnen Kastanien Flieder Lerchen Meisen Finken Drossel Mittel Neu Nord Süd West Ost Park
Burg Schloss Markt Raiffeisen Kiefern Fichten Erlen Ulmen Lessing Heine Kant Hegel Luther Bismarck
Kaiser König Friedrich Wilhelm Ludwig Karl Adenauer Hafen See Fluss Ufer Graben Turm Hof Kloster
Stein Sand Kies Ziegelei Gärtner Müller Bäcker Weber Gerber Töpfer Blumen Tulpen Nelken Veilchen
Höhen Tal Hang Quellen Ahr Rhein Main Donau Elb Weser Münchner_ Berliner_ Hamburger_ Kölner_
Dresdner_
""",
    street_types="straße:str.,strasse,Str. weg:w. allee:Allee platz:pl. gasse:g. ring:Ring",
    street_form="st n",
    postcode_tail="###",
    phone="+49|0|10|4",
    mobiles="160 162 163 170 171 172 173 174 175 176 177 178 179",
    providers="gmail.com:24 gmx.de:20 web.de:20 t-online.de:12 gmx.net:5 outlook.de:3 freenet.de:4 "
    "hotmail.com:4 yahoo.de:4 icloud.com:3 arcor.de:2 posteo.de:1 online.de:1",
    tld="de",
    legal="GmbH:G.m.b.H.,Gmbh AG:Aktiengesellschaft,Ag GmbH_&_Co._KG:GmbH_und_Co._KG,GmbH_&_Co_KG "
    "e.K.:eK UG:UG_(haftungsbeschränkt) OHG:oHG",
    trades="""
Bau Logistik Maschinenbau Elektrotechnik Consulting Immobilien Spedition Druckerei Metallbau
Autohaus Sanitär Heizungsbau Gartenbau Software Systemhaus Medizintechnik Möbel Versicherungen
Steuerberatung Werkzeugbau Verlag Brauerei Bäckerei Reisen Textil Kunststofftechnik
""",
    jobs="""
Geschäftsführer Vertriebsleiter Einkäufer Projektleiter Ingenieur Sachbearbeiter Buchhalter
Assistentin Prokurist Abteilungsleiter Entwickler Berater Marketingleiter Personalreferentin
Techniker Lehrer Rechtsanwalt Architekt Meister Inhaber Vorstand IT-Leiter Teamleiter Controller
""",
    titles=("Herr", "Frau"),
    genders=("m", "w"),
    date_separator=".",
    family_word="familie",
    expand=(("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")),
)
