"""France."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="fr",
    spellings="France FR FRANCE",
    male="""
Jean Michel Pierre Philippe Alain Nicolas Patrick Christophe Christian Bernard Daniel Frédéric
Laurent Stéphane Éric Julien David Thomas Sébastien Olivier Gérard Jacques André François Thierry
Alexandre Pascal Dominique Marc Didier Bruno Guillaume Jérôme Vincent Antoine Kévin Claude Mathieu
Maxime Fabrice Romain Serge Anthony Jean-Pierre René Cédric Gilles Hervé Benjamin Arnaud Benoît
Fabien Franck Ludovic Xavier Quentin Florian Lucas Hugo Louis Paul Robert Roger Yves Guy Henri
Georges Marcel Raymond Denis Emmanuel Joël Jean-Claude Jean-Marc Jean-Paul Jean-Luc Jean-François
Clément Adrien Alexis Baptiste Simon Théo Nathan Enzo Léo Jules Gabriel Raphaël Arthur Adam Ethan
Grégory Damien Jonathan Mickaël Yannick Loïc Cyril Samuel Gaël Rémi Tristan Valentin Victor Axel
Martin Maurice Lucien Albert Fernand Gaston Émile Charles Joseph Mohamed Karim Mehdi Rachid Samir
Ahmed Youssef Ali Jordan Dylan Corentin Bastien Yann Erwan Régis Sylvain Tanguy Thibault Étienne
""",
    female="""
Marie Nathalie Isabelle Sylvie Catherine Françoise Martine Christine Monique Valérie Sandrine
Véronique Nicole Stéphanie Sophie Anne Céline Chantal Patricia Brigitte Julie Aurélie Laurence
Christelle Dominique Élodie Émilie Jacqueline Camille Corinne Pascale Laura Karine Annie Virginie
Caroline Michèle Delphine Marine Florence Claire Sarah Pauline Léa Manon Mélanie Audrey Charlotte
Chloé Emma Inès Jade Louise Alice Lina Juliette Lucie Océane Anaïs Mathilde Amandine Laetitia
Sabrina
Cécile Élisabeth Hélène Agnès Béatrice Geneviève Jeanne Yvette Simone Denise Odette Paulette Ginette
Germaine Suzanne Yvonne Thérèse Colette Andrée Madeleine Marguerite Claudine Danielle Évelyne Joëlle
Josiane Liliane Marie-Christine Marie-Claude Marie-Thérèse Anne-Marie Anne-Sophie Mireille Muriel
Odile Régine Solange Fatima Nadia Samira Yasmine Leïla Aïcha Karima Myriam Vanessa Jessica Jennifer
Morgane Noémie Clara Eva Romane Margaux Justine Coralie Ophélie Gaëlle Maëlle Solène Zoé Lola Rose
""",
    middle_share=0.05,
    surnames="""
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy
Roux David Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller
Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia
Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont
Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard
Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre
Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet
Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis
Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier
Marty
Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider
Fernandez Le_Gall Collet Léger Bouvier Julien Prévost Millet Perrot Daniel Le_Roux Cousin Germain
Breton Besson Langlois Rémy Le_Goff Pelletier Lévêque Perrier Leblanc Barré Lebrun Marchal Weber
Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin Poulain
Tessier Chevallier Collin Chauvin Da_Silva Bouchet Gay Lemaître Benard Maréchal Humbert Reynaud
Antoine Hoarau Perret Barthélemy Cordier Pichon Lejeune Gilbert Lamy Delaunay Pasquier Carlier
Traoré
Diallo Benali Haddad Nguyen Coulibaly
""",
    stems="""
Bar Bau Beau Bel Ber Bes Bois Bon Bor Bou Bous Bran Bras Bris Cam Can Car Cas Cau Cha Cham Chan
Char Chas Chau Clo Cor Cos Cour Cous Cres Dal Dan Dar Dau Del Des Dor Dou Du Dur Fal Far Fau Fer
Fon For Fou Fran Gal Gar Gas Gau Ger Gir Gon Gou Gran Gri Gros Gui Her Jan Jau Jol Jour Lam Lan Lau
Lav Lor Lou Mal Man Mar Mas Mau Men Mer Mon Mont Mor Mou Nor Pal Par Pas Pau Pel Per Pi Pon Por Pou
Pra Pru Ran Ras Rav Ren Ri Rou Sal San Sar Sau Ser Sou Tail Tar Ter Thi Tour Val Var Ver Vil
""",
    suffixes="""
ard aud eau el elle er et eron ier in ineau ois on ot oux ac illon ault ette ais ain ouin ancourt
ville mont neuf teau dot rand chard let nier
""",
    tail=0.45,
    nicknames="""
Alexandre:Alex Nicolas:Nico Christophe:Chris Frédéric:Fred Stéphane:Steph Sébastien:Seb
Olivier:Oli Dominique:Dom Guillaume:Guigui Jérôme:Jéjé Vincent:Vince Antoine:Tony,Toine
Mathieu:Mat Maxime:Max Benjamin:Ben Ludovic:Ludo Emmanuel:Manu Benoît:Ben Grégory:Greg
Jonathan:Jo,John Mickaël:Mick Raphaël:Raph Gabriel:Gab Valentin:Val Samuel:Sam Philippe:Phil
Michel:Mich François:Fanfan Thierry:Titi Bernard:Nanard Christian:Chris Daniel:Dany Thomas:Tom
Nathalie:Nat Isabelle:Isa,Zaza Catherine:Cathy,Kate Françoise:Fanfan Christine:Chris Valérie:Val
Sandrine:Sandy Véronique:Véro Stéphanie:Steph Sophie:Soso Patricia:Pat Aurélie:Lili Élodie:Élo
Caroline:Caro Delphine:Del Florence:Flo Mélanie:Mel Charlotte:Charlie Mathilde:Math Amandine:Mandy
Laetitia:Laeti Élisabeth:Babeth Geneviève:Gene Béatrice:Béa Marguerite:Margot Jennifer:Jenny
Jessica:Jess Virginie:Vivi Camille:Cam Joséphine:Jo Dominique:Domi
""",
    cities="""
Paris|Île-de-France|750|1
Marseille|Provence-Alpes-Côte d'Azur|130|4
Lyon|Auvergne-Rhône-Alpes|690|4
Toulouse|Occitanie|310|5
Nice|Provence-Alpes-Côte d'Azur|060|4
Nantes|Pays de la Loire|440|2
Montpellier|Occitanie|340|4
Strasbourg|Grand Est|670|3
Bordeaux|Nouvelle-Aquitaine|330|5
Lille|Hauts-de-France|590|3
Rennes|Bretagne|350|2
Reims|Grand Est|511|3
Saint-Étienne|Auvergne-Rhône-Alpes|420|4
Le Havre|Normandie|766|2
Toulon|Provence-Alpes-Côte d'Azur|832|4
Grenoble|Auvergne-Rhône-Alpes|380|4
Dijon|Bourgogne-Franche-Comté|210|3
Angers|Pays de la Loire|490|2
Nîmes|Occitanie|300|4
Villeurbanne|Auvergne-Rhône-Alpes|696|4
Clermont-Ferrand|Auvergne-Rhône-Alpes|630|4
Le Mans|Pays de la Loire|720|2
Aix-en-Provence|Provence-Alpes-Côte d'Azur|131|4
Brest|Bretagne|292|2
Tours|Centre-Val de Loire|370|2
Amiens|Hauts-de-France|800|3
Limoges|Nouvelle-Aquitaine|870|5
Metz|Grand Est|570|3
Besançon|Bourgogne-Franche-Comté|250|3
Perpignan|Occitanie|660|4
Orléans|Centre-Val de Loire|450|2
Caen|Normandie|140|2
Mulhouse|Grand Est|681|3
Rouen|Normandie|760|2
Nancy|Grand Est|540|3
Poitiers|Nouvelle-Aquitaine|860|5
Versailles|Île-de-France|780|1
Boulogne-Billancourt|Île-de-France|921|1
Saint-Denis|Île-de-France|932|1
Montreuil|Île-de-France|931|1
""",
    town_stems="""
Saint-Martin- Saint-Pierre- Saint-Jean- Villeneuve- Beau Mont Château Neuf Bel Clair Haute Grand
Belle Roche La_Roche- Fontaine Pont-
""",
    town_suffixes="ville mont court lieu fort de-Bois sur-Mer les-Bains la-Forêt le-Château bourg "
    "val",
    streets="""
de_l'Église de_la_République Victor_Hugo du_Général_de_Gaulle Jean_Jaurès de_la_Gare Pasteur
des_Écoles de_la_Mairie Jules_Ferry de_la_Paix du_Moulin Gambetta de_la_Liberté Voltaire de_Verdun
du_8_Mai_1945 du_11_Novembre Émile_Zola des_Lilas des_Acacias des_Roses du_Stade du_Château de_Paris
de_la_Fontaine Principale du_Lavoir des_Tilleuls des_Jardins du_Maréchal_Foch Carnot Anatole_France
Aristide_Briand Pierre_Curie Louis_Blanc des_Vignes des_Peupliers des_Cerisiers des_Marronniers
du_Parc de_Bretagne de_Lyon de_Strasbourg Nationale Saint-Michel Saint-Jean Notre-Dame Sainte-Anne
du_Port de_la_Plage des_Champs de_la_Poste du_Marché du_Commerce du_Faubourg Lamartine Molière
Racine
Jean_Moulin Jeanne_d'Arc Clemenceau Thiers Diderot Rousseau Lafayette de_la_Croix du_Bois des_Prés
de_la_Forêt du_Pont de_la_Vallée des_Alouettes des_Hirondelles Georges_Brassens Jacques_Prévert
Marcel_Pagnol Albert_Camus Simone_Veil Léon_Blum Pierre_Mendès-France Salvador_Allende du_Soleil
""",
    street_types="rue:r.,R. avenue:av.,av boulevard:bd,blvd place:pl. chemin:ch. impasse:imp. "
    "allée:all. route:rte",
    street_form="n t s",
    postcode_tail="##",
    phone="+33|0|9|4",
    mobiles="60 61 62 63 64 65 66 67 68 69 76 77 78",
    providers="gmail.com:32 orange.fr:16 hotmail.fr:12 yahoo.fr:8 free.fr:8 wanadoo.fr:7 sfr.fr:5 "
    "laposte.net:4 outlook.fr:4 hotmail.com:4 icloud.com:3 live.fr:2 bbox.fr:1",
    tld="fr",
    legal="SARL:S.A.R.L.,Sarl SAS:S.A.S.,Sas SA:S.A. EURL:E.U.R.L. SASU:Sasu",
    trades="""
Conseil Transports Bâtiment Électricité Plomberie Immobilier Informatique Industrie Services
Menuiserie Maçonnerie Assurances Boulangerie Distribution Énergie Médical Communication Voyages
Imprimerie Automobiles Mécanique Paysages Solutions Patrimoine
""",
    jobs="""
Directeur_général Directeur_commercial Responsable_achats Chef_de_projet Ingénieur Comptable
Assistante_de_direction Commercial Gérant Consultant Technicien Responsable_marketing DRH
Responsable_informatique Développeur Avocat Architecte Professeur Infirmière Chargé_de_mission
Contrôleur_de_gestion Acheteur Président
""",
    titles=("M.", "Mme"),
    genders=("H", "F"),
    date_separator="/",
    leads="63:012345678 69:589 2:345 4:3456789 5:3456",
    family_word="famille",
)
