"""Italy."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="it",
    spellings="Italia IT Italy",
    male="""
Giuseppe Antonio Giovanni Mario Francesco Andrea Luigi Marco Alessandro Roberto Stefano Salvatore
Paolo Vincenzo Angelo Davide Luca Matteo Lorenzo Carlo Franco Domenico Bruno Giorgio Pietro Michele
Massimo Simone Claudio Federico Riccardo Daniele Fabio Alberto Maurizio Gabriele Enrico Sergio
Luciano
Filippo Giacomo Pasquale Raffaele Nicola Gianluca Emanuele Leonardo Tommaso Edoardo Diego Cristian
Mattia Alessio Fabrizio Vito Renato Silvano Gaetano Rosario Giancarlo Gianfranco Gino Aldo Guido
Umberto Ugo Walter Dario Mauro Gianni Valerio Emilio Alfredo Sandro Mirko Ivan Samuele Nicolò Jacopo
Cosimo Carmelo Rocco Saverio Ciro Gennaro Ernesto Elio Ettore Flavio Ivano Lino Marcello Orlando
Piero Pierluigi Remo Romano Silvio Tiziano Tullio Ahmed Mohamed
""",
    female="""
Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Francesca Laura Paola
Giulia
Chiara Sara Elena Alessandra Silvia Valentina Martina Federica Antonella Daniela Patrizia Barbara
Stefania Simona Cristina Elisa Roberta Monica Claudia Sabrina Ilaria Serena Michela Giorgia Alice
Sofia Aurora Ginevra Emma Beatrice Greta Camilla Rita Luisa Antonia Concetta Rosaria Grazia Franca
Graziella Loredana Marisa Mirella Ornella Carla Bruna Luciana Silvana Gabriella Raffaella Tiziana
Manuela Emanuela Nadia Ivana Donatella Cinzia Marina Eleonora Irene Arianna Noemi Gaia Alessia Erika
Veronica Debora Jessica Assunta Filomena Immacolata Vincenza Margherita Adriana Lina Ida Ada Elsa
Matilde Bianca Viola Agnese Benedetta Ludovica Marta Miriam Rebecca
""",
    surnames="""
Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca
Mancini Costa Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso
Ferrara
Galli Martini Leone Longo Gentile Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo
Marchetti Parisi Villa Conte Ferraro Ferri Fabbri Bianco Marini Grasso Valentini Messina Sala
De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli Amato Silvestri Mazza
Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra Palmieri
Bernardi Martino Fiore De_Rosa Ferretti Bellini Basile Riva Donati Piras Vitali Battaglia Sartori
Neri Costantini Milani Pagano Ruggiero Sorrentino D'Amico Orlando Damico Negri Mantovani Grimaldi
Bruni Fiorini Gallina Poli Ruggeri Marchi Rota Rocca Zanetti Pace Bassi Molinari Longhi Cocco Melis
Bernasconi Pozzi Villani Bonetti Gasparini Brambilla Fumagalli Zanella Moro Franco Baldi Fusco
Sacchi Guidi Riccardi D'Agostino Ferrero Calabrese Cirillo Leonardi Di_Stefano Bosco Napoli Albanese
""",
    stems="""
Al Ama Anto Bal Bar Barto Bel Ben Ber Berto Bo Bona Bor Bra Bru Cal Cam Can Capo Car Casa Cas Cata
Ce Ci Cola Col Cor Cri Dona Fal Fan Far Fer Fio Fon For Fran Gal Gam Gar Gas Ghi Gia Giro Gri Gua
Lan Lau Lon Lu Mac Mag Mal Man Mar Mas Maz Mel Mi Mo Mon Mor Na No Oli Pa Pal Pan Par Pas Pe Pel Pi
Po Pre Ra Ram Ri Ro Sal San Sar Sca Se Spa Ste Ta Tan Tor Tra Va Val Ven Ver Vi Vol Za Zan
""",
    suffixes="""
betti bini cchi cini ceri coni detti doni fini gari ghini lini letti lotti mani marini nelli netti
nini rani relli retti rini roni sani setti sini tini toni velli zini
""",
    tail=0.45,
    nicknames="""
Giuseppe:Beppe,Pino Antonio:Toni,Tonino Giovanni:Gianni,Nanni Francesco:Franco,Checco
Alessandro:Ale,Sandro Roberto:Robi,Berto Stefano:Ste Salvatore:Totò,Turi Vincenzo:Enzo Lorenzo:Renzo
Domenico:Mimmo,Nico Michele:Lele Federico:Fede Riccardo:Ricky Daniele:Dani Alberto:Berto
Maurizio:Mauri Gabriele:Lele Raffaele:Lello Nicola:Nico Gianluca:Luca Emanuele:Manu Leonardo:Leo
Tommaso:Tommy Edoardo:Edo Fabrizio:Fabri Gaetano:Nino Giancarlo:Gianca Pasquale:Lino Luigi:Gigi
Maria:Mary,Mariuccia Giuseppina:Pina,Giusy Angela:Angi Giovanna:Vanna,Gio Teresa:Tere
Caterina:Cate,Rina
Francesca:Franca,Fra Alessandra:Ale,Sandra Valentina:Vale Federica:Fede Antonella:Anto Daniela:Dani
Patrizia:Patty Stefania:Stefy Cristina:Cri Roberta:Roby Sabrina:Sabri Giorgia:Gio Beatrice:Bea
Gabriella:Gabri Raffaella:Raffa Emanuela:Manu Eleonora:Ele,Nora Veronica:Vero Margherita:Rita
""",
    cities="""
Roma|RM|001|06
Milano|MI|201|02
Napoli|NA|801|081
Torino|TO|101|011
Palermo|PA|901|091
Genova|GE|161|010
Bologna|BO|401|051
Firenze|FI|501|055
Bari|BA|701|080
Catania|CT|951|095
Venezia|VE|301|041
Verona|VR|371|045
Messina|ME|981|090
Padova|PD|351|049
Trieste|TS|341|040
Taranto|TA|741|099
Brescia|BS|251|030
Parma|PR|431|0521
Prato|PO|591|0574
Modena|MO|411|059
Reggio Calabria|RC|891|0965
Reggio Emilia|RE|421|0522
Perugia|PG|061|075
Livorno|LI|571|0586
Ravenna|RA|481|0544
Cagliari|CA|091|070
Foggia|FG|711|0881
Rimini|RN|479|0541
Salerno|SA|841|089
Ferrara|FE|441|0532
Latina|LT|041|0773
Monza|MB|209|039
Bergamo|BG|241|035
Trento|TN|381|0461
Vicenza|VI|361|0444
Pescara|PE|651|085
Ancona|AN|601|071
Udine|UD|331|0432
Lecce|LE|731|0832
Arezzo|AR|521|0575
""",
    town_stems="Castel Monte San_Giovanni Borgo Villa Rocca Ponte Campo Torre Santa_Maria Pieve",
    town_suffixes="franco _Vecchio _in_Piano _del_Monte _Nuovo _al_Mare bello _di_Sopra chiaro "
    "_a_Valle",
    streets="""
Roma Garibaldi Guglielmo_Marconi Giuseppe_Mazzini Dante_Alighieri Cavour Giuseppe_Verdi Matteotti
Vittorio_Emanuele_II Kennedy Galileo_Galilei Gramsci IV_Novembre XXV_Aprile Don_Bosco
della_Repubblica
Leonardo_da_Vinci Michelangelo Raffaello Alessandro_Volta Aldo_Moro Alcide_De_Gasperi San_Francesco
San_Giovanni San_Martino Sant'Antonio della_Libertà della_Pace dei_Mille delle_Rose Trento Trieste
Venezia Milano Torino Firenze Napoli Bologna Genova Giacomo_Leopardi Alessandro_Manzoni Petrarca
Giosuè_Carducci Giovanni_Pascoli Ugo_Foscolo Puccini Rossini Bellini Donizetti Colombo Vespucci
Marco_Polo Enrico_Fermi Palmiro_Togliatti Enrico_Berlinguer Papa_Giovanni_XXIII della_Stazione
del_Mare
del_Lavoro della_Chiesa del_Castello delle_Scuole dei_Pini dei_Tigli delle_Acacie Nazionale
Umberto_I
Regina_Margherita Cesare_Battisti Nazario_Sauro Piave Isonzo Monte_Grappa Po Adige Risorgimento
""",
    street_types="Via:V.,V.le Viale:V.le Piazza:P.za,P.zza Corso:C.so Largo:L.go Vicolo:Vic.",
    street_form="t s n",
    postcode_tail="##",
    phone="+39||10|4",
    mobiles="320 327 328 329 331 333 334 335 338 339 340 342 345 346 347 348 349 366 368 380 388 "
    "389 392",
    providers="gmail.com:40 libero.it:18 hotmail.it:8 yahoo.it:7 virgilio.it:6 alice.it:5 "
    "tiscali.it:4 "
    "hotmail.com:4 tim.it:3 icloud.com:3 outlook.it:3 live.it:2 pec.it:1",
    tld="it",
    legal="S.r.l.:SRL,Srl S.p.A.:SPA,Spa S.n.c.:SNC,Snc S.a.s.:SAS",
    trades="""
Costruzioni Trasporti Consulenza Immobiliare Servizi Industrie Sistemi Impianti Arredamenti
Alimentari Viaggi Assicurazioni Meccanica Elettronica Grafica Energia Logistica Tessuti Ceramiche
Automobili Edilizia Vini
""",
    jobs="""
Amministratore_Delegato Direttore_Commerciale Responsabile_Acquisti Impiegato Ingegnere Ragioniere
Commercialista Avvocato Architetto Geometra Consulente Venditore Titolare Responsabile_Marketing
Insegnante Infermiera Tecnico Sviluppatore Segretaria Dirigente
""",
    titles=("Sig.", "Sig.ra"),
    genders=("M", "F"),
    date_separator="/",
    family_word="famiglia",
)
