"""Spain."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="es",
    spellings="España ES Spain",
    male="""
Antonio Manuel José Francisco David Juan José_Antonio Javier Daniel José_Luis Francisco_Javier
Carlos
Jesús Alejandro Miguel José_Manuel Rafael Miguel_Ángel Pablo Pedro Ángel Sergio Fernando José_María
Jorge Luis Alberto Juan_Carlos Álvaro Adrián Diego Raúl Juan_José Juan_Antonio Iván Enrique Rubén
Ramón Óscar Andrés Vicente Joaquín Juan_Manuel Santiago Víctor Eduardo Mario Roberto Jaime Hugo
Francisco_José Marcos Ignacio Alfonso Ricardo Salvador Jordi Guillermo Emilio Gabriel Julián Gonzalo
Julio Mohamed Tomás Martín José_Miguel Agustín José_Ramón Nicolás Félix Ismael Joan Samuel Cristian
Aitor Héctor Lucas Mateo Juan_Francisco Josep Iker Mariano Domingo Sebastián Alfredo César
José_Carlos
Felipe Álex Gregorio Lorenzo Xavier Arturo Cristóbal Esteban Pau Marc Eric Leo Rodrigo Bruno Unai
Iñaki Xabier Gorka Joel Izan Saúl Aarón Isaac Jonathan Ahmed Youssef
""",
    female="""
María_Carmen María Carmen Josefa Ana_María Isabel Laura María_Pilar María_Dolores Cristina Marta
María_Teresa Ana Lucía María_Ángeles Francisca Antonia María_José Dolores María_Isabel Sara Paula
Elena María_Luisa Raquel Rosa_María Pilar Concepción Manuela María_Jesús Mercedes Beatriz Nuria
Silvia Julia Rosario Juana Irene Alba Teresa Encarnación Patricia Montserrat Andrea Rocío Mónica
Alicia Rosa María_Mar Sonia Sandra Ángela Marina Susana Yolanda Natalia Margarita Claudia Eva
María_Rosario Inmaculada Sofía Carla Inés Ana_Isabel María_Mercedes Noelia Verónica Nerea Esther
Carolina Daniela Eva_María Miriam Martina Lorena Ana_Belén Victoria María_Victoria Ainhoa Consuelo
María_Elena Catalina Lidia Emilia Luisa Celia Olga Alejandra Amparo Gloria Fátima Aurora Blanca
Esperanza Gema Virginia Clara Anna Vanesa Leire Itziar Amaia Carlota Ariadna Valeria Vega Noa Jimena
""",
    surnames="""
García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz
Díaz Moreno Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil
Serrano Molina Morales Suárez Ortega Delgado Castro Ortiz Marín Rubio Núñez Medina Sanz Castillo
Iglesias Cortés Garrido Santos Guerrero Lozano Cano Cruz Méndez Flores Prieto Herrera Peña León
Márquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes Carrasco Díez Aguilar Caballero Nieto
Santana Vargas Pascual Giménez Herrero Hidalgo Montero Lorenzo Santiago Benítez Durán Ibáñez Arias
Mora Ferrer Carmona Vicente Rojas Soto Crespo Román Pastor Velasco Parra Sáez Moya Bravo Rivera
Gallardo Soler Esteban Silva Pardo Rivas Franco Espinosa Lara Merino Vera Camacho Redondo Izquierdo
Arroyo Casado Sierra Rey Segura Luque Otero Montes Ríos Sancho Carrillo Bernal Santamaría Marcos
Contreras Galán Bermúdez Barrios Guerra Heredia Mendoza Blanco Roldán Robles Villar Ávila Beltrán
Menéndez Aranda Rivero Macías Guillén Varela Salas Escudero Quintana Simón Expósito Bueno Nicolás
Benito Ferrer Andrés Valero Manzano Exposito Villanueva Pacheco Miranda Conde Guzmán Mateo Gálvez
Trujillo Padilla Lázaro Paredes Estévez Salazar Plaza Abad Acosta Puig Serra Roca Vila Bosch Pons
Etxeberria Aguirre Zabala Uriarte Echevarría
""",
    stems="""
Al Alba Alca Alda Ara Arre Azca Bal Barra Barre Bel Berro Cal Cama Cande Cara Carra Casta Cerve Cor
Corra Cova Espi Este Fa Ferra Fonta Gara Gala Gar Goico Gra Gua Iba Igle Iri Jara La Lama Lande
Lisa Lla Lobe Mal Mance Man Mar Masca Mede Mira Mon Monta Mor Mu Nava Ola Ora Oli Pala Pare Pe Pedra
Pere Pin Pola Que Ra Re Ria Robla Ro Sala San Sego Sola Soba Ta Terra Tole Tru Ur Valde Vale Ve
Ver Villa Yus Za Zuma
""",
    suffixes="""
rado ñez rez jo les za na da do dos ra res rro rra llo lla cio gui nal ndo nte cano mar luz món
huela verde nuevo
""",
    tail=0.25,
    two_surnames=True,
    nicknames="""
José:Pepe Francisco:Paco,Fran Manuel:Manolo,Manu Antonio:Toni,Toño Javier:Javi Daniel:Dani
Alejandro:Álex Miguel:Migue Rafael:Rafa Fernando:Fer,Nando Alberto:Berto Ramón:Moncho
Enrique:Quique,Kike Joaquín:Quino Santiago:Santi Eduardo:Edu Ignacio:Nacho Guillermo:Guille
Sebastián:Sebas Jesús:Chus,Suso José_María:Chema José_Luis:Pepe_Luis Juan_Carlos:Juanca
José_Manuel:Josema Juan_José:Juanjo Miguel_Ángel:Miguelón Francisco_Javier:Fran,Javi
José_Antonio:Joseán Vicente:Chente Roberto:Rober Gregorio:Goyo Nicolás:Nico Agustín:Tin
María_Carmen:Mari_Carmen,Mamen Josefa:Pepa,Fina Isabel:Isa María_Pilar:Pili,Mapi Dolores:Lola
María_Dolores:Loli,Lola Cristina:Cris María_Teresa:Maite,Mayte Francisca:Paqui,Paca Antonia:Toñi
María_José:Mari_Jose Concepción:Concha,Conchi Mercedes:Merche Rosario:Charo Beatriz:Bea
Encarnación:Encarna Patricia:Patri Montserrat:Montse Inmaculada:Inma Consuelo:Chelo Alejandra:Álex
Pilar:Pili Teresa:Tere Guadalupe:Lupe Verónica:Vero Natalia:Nati Susana:Susi Margarita:Marga
María_Jesús:Chus María_Luisa:Marisa María_Isabel:Maribel María_Mar:Mar Catalina:Cati Carolina:Carol
""",
    cities="""
Madrid|Madrid|280|91
Barcelona|Barcelona|080|93
Valencia|Valencia|460|96
Sevilla|Sevilla|410|95
Zaragoza|Zaragoza|500|976
Málaga|Málaga|290|952
Murcia|Murcia|300|968
Palma|Illes Balears|070|971
Las Palmas de Gran Canaria|Las Palmas|350|928
Bilbao|Bizkaia|480|94
Alicante|Alicante|030|965
Córdoba|Córdoba|140|957
Valladolid|Valladolid|470|983
Vigo|Pontevedra|362|986
Gijón|Asturias|332|985
Vitoria-Gasteiz|Álava|010|945
A Coruña|A Coruña|150|981
Granada|Granada|180|958
Elche|Alicante|032|966
Oviedo|Asturias|330|984
Badalona|Barcelona|089|934
Cartagena|Murcia|302|967
Jerez de la Frontera|Cádiz|114|956
Pamplona|Navarra|310|948
Almería|Almería|040|950
San Sebastián|Gipuzkoa|200|943
Burgos|Burgos|090|947
Albacete|Albacete|020|969
Santander|Cantabria|390|942
Castellón de la Plana|Castellón|120|964
Logroño|La Rioja|260|941
Badajoz|Badajoz|060|924
Salamanca|Salamanca|370|923
Huelva|Huelva|210|959
Lleida|Lleida|250|973
Tarragona|Tarragona|430|977
León|León|240|987
Cádiz|Cádiz|110|955
Jaén|Jaén|230|953
Girona|Girona|170|972
""",
    town_stems="Villa Monte Alcalá Torre Castillo Puebla San_Juan Valle Fuente Campo Puente Arroyo",
    town_suffixes="_Nueva _Mayor _de_la_Sierra _del_Río _Real hermosa _de_Arriba _del_Campo "
    "_de_Mar blanca",
    streets="""
Mayor Real del_Sol de_la_Constitución Nueva de_la_Iglesia San_Juan San_José San_Antonio San_Pedro
Cervantes Ramón_y_Cajal Santa_María del_Carmen Miguel_de_Cervantes Calderón_de_la_Barca Goya
Velázquez
de_Andalucía de_Madrid de_Valencia de_Cataluña de_España del_Pilar Colón Gran_Vía de_las_Flores
del_Prado de_la_Fuente del_Molino de_la_Paz Antonio_Machado Federico_García_Lorca Rosalía_de_Castro
Juan_Ramón_Jiménez Picasso Murillo Isaac_Peral Isabel_la_Católica Reyes_Católicos Hernán_Cortés
Pizarro Alfonso_XIII Doctor_Fleming Concepción_Arenal Blasco_Ibáñez Séneca Lepanto Trafalgar Bailén
Larga Ancha Alta Baja del_Norte del_Sur de_Levante del_Mar del_Río de_la_Estación del_Ferrocarril
de_las_Acacias de_los_Olivos de_los_Pinos Jardines Granada Sevilla Toledo Zaragoza Burgos Aragón
Navarra Asturias Galicia Castilla Extremadura Santiago San_Francisco San_Miguel Santa_Ana
Santa_Teresa
""",
    street_types="Calle:C/,Cl. Avenida:Avda.,Av. Plaza:Pza.,Pl. Paseo:Pº,Po. Camino:Cno. "
    "Carretera:Ctra.",
    street_form="t s, n",
    postcode_tail="##",
    phone="+34||9|3",
    mobiles="600 605 609 610 615 620 625 627 630 636 639 646 649 650 653 656 660 665 670 677 680 "
    "690",
    providers="gmail.com:48 hotmail.com:20 yahoo.es:8 hotmail.es:6 outlook.com:4 telefonica.net:4 "
    "outlook.es:4 icloud.com:3 movistar.es:2 ono.com:1",
    tld="es",
    legal="S.L.:SL,S.L S.A.:SA,Sociedad_Anónima S.L.U.:SLU S.C.:SC",
    trades="""
Construcciones Transportes Consultores Inmobiliaria Servicios Distribuciones Asesores Industrias
Sistemas Talleres Instalaciones Muebles Alimentación Viajes Seguros Electricidad Gráficas Energía
Reformas Logística Bodegas Automóviles
""",
    jobs="""
Director_General Director_Comercial Gerente Administrativo Ingeniero Contable Comercial Consultor
Jefe_de_Compras Jefe_de_Proyecto Responsable_de_Marketing Técnico Abogado Arquitecto Profesor
Enfermera Desarrollador Asesor_Fiscal Director_Financiero Secretaria
""",
    titles=("D.", "Dña."),
    genders=("H", "M"),
    date_separator="/",
    leads="94:123456789",
    family_word="familia",
)
