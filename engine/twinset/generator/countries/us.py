"""United States. Name frequencies follow the 2010 census and SSA births of 1930 to 2005 by rank."""

from twinset.generator.countries import english
from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="us",
    spellings="United_States USA US United_States_of_America",
    male="""
James Michael Robert John David William Richard Joseph Thomas Christopher Charles Daniel Matthew
Anthony Mark Donald Steven Andrew Paul Joshua Kenneth Kevin Brian Timothy Ronald Jason George Edward
Jeffrey Ryan Jacob Nicholas Gary Eric Jonathan Stephen Larry Justin Scott Brandon Benjamin Samuel
Gregory Alexander Patrick Frank Raymond Jack Dennis Jerry Tyler Aaron Jose Adam Nathan Henry Zachary
Douglas Peter Kyle Noah Ethan Jeremy Christian Walter Keith Austin Roger Terry Sean Gerald Carl
Dylan Harold Jordan Jesse Bryan Lawrence Arthur Gabriel Bruce Logan Billy Joe Alan Juan Elijah
Willie Albert Wayne Randy Mason Vincent Liam Roy Bobby Caleb Bradley Russell Lucas Carlos Luis Shawn
Travis Philip Craig Isaac Cody Antonio Victor Jimmy Martin Danny Todd Phillip Stanley Leonard Curtis
Alejandro Miguel Angel Jesus Dale Evan Marcus Fred Chad Cory Derek Edwin Ernest Francisco Manuel
Glenn Hector Ian Ivan Jeffery Joel Johnny Jorge Julian Karl Kurt Lance Lee Leo Marvin Mario Maurice
Melvin Micah Mitchell Nathaniel Norman Omar Oscar Owen Ralph Ramon Ray Ricardo Rodney Roland Ross
Ruben Seth Sergio Stuart Terrence Theodore Tony Trevor Troy Warren Wesley Xavier DeShawn Jamal
Tyrone
Darnell Dwayne Clarence Leroy Cedric Malik Rashad Wei Hiroshi Raj Ahmed Mohammed
""",
    female="""
Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Karen Sarah Lisa Nancy Sandra Betty
Ashley Emily Kimberly Margaret Donna Michelle Carol Amanda Melissa Deborah Stephanie Rebecca Sharon
Laura Cynthia Dorothy Amy Kathleen Angela Shirley Emma Brenda Pamela Nicole Anna Samantha Katherine
Christine Debra Rachel Carolyn Janet Maria Olivia Heather Helen Catherine Diane Julie Victoria Joyce
Lauren Kelly Christina Ruth Joan Virginia Judith Evelyn Hannah Andrea Megan Cheryl Jacqueline
Madison
Teresa Abigail Sophia Martha Sara Gloria Janice Kathryn Ann Isabella Judy Charlotte Julia Grace
Amber
Alice Jean Denise Frances Danielle Marilyn Natalie Beverly Diana Brittany Theresa Kayla Alexis Doris
Lori Tiffany Rose Tammy Wanda Crystal Robin Tracy Dawn Tina Wendy Connie Erica Erin April Vanessa
Monica Veronica Peggy Rita Sylvia Valerie Vicki Yolanda Alicia Allison Ana Annette Audrey Bonnie
Carmen Carrie Cassandra Cindy Claire Claudia Courtney Daisy Eleanor Elaine Ellen Esther Faith Gina
Glenda Guadalupe Holly Irene Jasmine Jenna Jill Joanna Josephine June Kristen Latoya Leslie Lillian
Lucia Lucy Lydia Marie Marlene Molly Morgan Norma Paige Paula Phyllis Regina Rosa Roberta Sabrina
Shannon Sheila Shelby Sofia Stacy Suzanne Sue Tamika Keisha Aaliyah Priya Mei Yuki Fatima
""",
    middle_share=0.35,
    surnames="""
Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Gonzalez
Wilson Anderson Thomas Taylor Moore Jackson Martin Lee Perez Thompson White Harris Sanchez Clark
Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen Hill Flores Green Adams
Nelson Baker Hall Rivera Campbell Mitchell Carter Roberts Gomez Phillips Evans Turner Diaz Parker
Cruz Edwards Collins Reyes Stewart Morris Morales Murphy Cook Rogers Gutierrez Ortiz Morgan Cooper
Peterson Bailey Reed Kelly Howard Ramos Kim Cox Ward Richardson Watson Brooks Chavez Wood James
Bennett Gray Mendoza Ruiz Hughes Price Alvarez Castillo Sanders Patel Myers Long Ross Foster Jimenez
Powell Jenkins Perry Russell Sullivan Bell Coleman Butler Henderson Barnes Gonzales Fisher Vasquez
Simmons Romero Jordan Patterson Alexander Hamilton Graham Reynolds Griffin Wallace Moreno West Cole
Hayes Bryant Herrera Gibson Ellis Tran Medina Aguilar Stevens Murray Ford Castro Marshall Owens
Harrison Fernandez McDonald Woods Washington Kennedy Wells Vargas Henry Chen Freeman Webb Tucker
Guzman Burns Crawford Olson Simpson Porter Hunter Gordon Mendez Silva Shaw Snyder Mason Dixon Munoz
Hunt Hicks Holmes Palmer Wagner Black Robertson Boyd Rose Stone Salazar Fox Warren Mills Meyer Rice
Schmidt Garza Daniels Ferguson Nichols Stephens Soto Weaver Ryan Gardner Payne Grant Dunn Kelley
Spencer Hawkins Arnold Pierce Hansen Peters Santos Hart Bradley Knight Elliott Cunningham Duncan
Armstrong Hudson Carroll Lane Riley Andrews Alvarado Ray Delgado Berry Perkins Hoffman Johnston
Matthews Pena Richards Contreras Willis Carpenter Lawrence Sandoval Guerrero George Chapman Rios
Estrada Ortega Watkins Greene Nunez Wheeler Valdez Harper Burke Larson Santiago Maldonado Morrison
Franklin Carlson Austin Dominguez Carr Lawson Jacobs O'Brien Lynch Singh Vega Bishop Montgomery
Oliver
Jensen Harvey Williamson Gilbert Dean Sims Espinoza Howell Li Wong Reid Hanson Le McCoy Garrett
Burton
Fuller Wang Weber Welch Rojas Lucas Marquez Fields Park Yang Little Banks Padilla Day Walsh Bowman
Schultz Luna Fowler Mejia Kowalski Schneider Rossi Cohen Goldberg Katz O'Connor O'Neill McCarthy
""",
    stems=english.STEMS,
    suffixes=english.SUFFIXES + " sen berg stein mann ski ez",
    tail=0.30,
    nicknames=english.NICKNAMES,
    cities="""
New York|NY|100|212
Los Angeles|CA|900|213
Chicago|IL|606|312
Houston|TX|770|713
Phoenix|AZ|850|602
Philadelphia|PA|191|215
San Antonio|TX|782|210
San Diego|CA|921|619
Dallas|TX|752|214
Jacksonville|FL|322|904
Austin|TX|787|512
Fort Worth|TX|761|817
San Jose|CA|951|408
Columbus|OH|432|614
Charlotte|NC|282|704
Indianapolis|IN|462|317
San Francisco|CA|941|415
Seattle|WA|981|206
Denver|CO|802|303
Washington|DC|200|202
Nashville|TN|372|615
Oklahoma City|OK|731|405
El Paso|TX|799|915
Boston|MA|021|617
Portland|OR|972|503
Las Vegas|NV|891|702
Detroit|MI|482|313
Memphis|TN|381|901
Louisville|KY|402|502
Baltimore|MD|212|410
Milwaukee|WI|532|414
Albuquerque|NM|871|505
Tucson|AZ|857|520
Fresno|CA|937|559
Sacramento|CA|958|916
Kansas City|MO|641|816
Atlanta|GA|303|404
Omaha|NE|681|402
Raleigh|NC|276|919
Miami|FL|331|305
Cleveland|OH|441|216
Tulsa|OK|741|918
Minneapolis|MN|554|612
Tampa|FL|336|813
New Orleans|LA|701|504
Honolulu|HI|968|808
Pittsburgh|PA|152|412
Cincinnati|OH|452|513
Saint Louis|MO|631|314
Orlando|FL|328|407
Buffalo|NY|142|716
Salt Lake City|UT|841|801
Richmond|VA|232|804
Des Moines|IA|503|515
Boise|ID|837|208
Birmingham|AL|352|205
Rochester|NY|146|585
Hartford|CT|061|860
Providence|RI|029|401
Springfield|IL|627|217
""",
    town_stems="""
Green Oak Cedar Maple River Spring Fair Clear Silver Pine Brook Lake West East North South Rich
Frank Jack Madi George Clay Harri Wood Glen Mill Stone Bridge Ash Hamp Marsh
""",
    town_suffixes="ville ton field wood dale burg _Falls _Springs _Creek _Heights port view land",
    streets="""
Main Oak Second Third First Maple Park Fourth Pine Washington Cedar Elm Walnut Lake Hill Fifth
Spring
Ridge Church North Willow Mill Sunset Railroad Jackson Cherry West South Center Highland Johnson
Forest River Franklin Adams Meadow Chestnut Lincoln Sycamore Broad Jefferson Hickory Dogwood Madison
Wilson College Smith Locust Valley Williams Davis Laurel Prospect Union Spruce Monroe Grant Green
Cypress Magnolia Birch Poplar School Mulberry Martin_Luther_King Country_Club Cottonwood Juniper
Holly Orchard Rose Fairview Lakeview Woodland Woodlawn Pleasant Peach Mountain_View Summit Beech
Canyon Vine Colonial Heritage Bay Ocean Harbor Garden Wildwood Deer_Run Fox_Run Timber Quail Eagle
Hawthorne Taylor Miller Clark Harrison Hamilton Cleveland Roosevelt Kennedy Jones King Queen Court
Market State Front Water Court_House Depot Dixie Mission El_Camino Pecan Cactus Aspen Redwood
Sequoia
""",
    street_types="Street:St,St. Avenue:Ave,Av Road:Rd,Rd. Drive:Dr,Dr. Lane:Ln Court:Ct "
    "Boulevard:Blvd Place:Pl Way:Wy Circle:Cir",
    street_form="n s t",
    postcode_tail="##",
    phone="+1||10|4",
    mobiles="646 917 310 424 773 832 480 267 210 858 469 904 737 682 669 614 980 463 628 425 720 "
    "571",
    providers="gmail.com:44 yahoo.com:18 hotmail.com:9 outlook.com:7 aol.com:7 icloud.com:8 "
    "comcast.net:4 verizon.net:2 att.net:2 sbcglobal.net:1 msn.com:2 protonmail.com:1",
    tld="com",
    legal="Inc.:Inc,Incorporated LLC:L.L.C.,Llc Corp.:Corporation,Corp Co.:Company,Co",
    trades="""
Consulting Logistics Industries Solutions Systems Technologies Partners Construction Foods Medical
Energy Supply Services Holdings Design Media Financial Insurance Properties Manufacturing Electric
Motors Labs Software Marketing Farms Plumbing Roofing Dental Realty Transport Engineering
""",
    jobs=english.JOBS,
    titles=("Mr.", "Ms."),
    genders=("M", "F"),
    date_order="mdy",
    date_separator="/",
    abroad="",
    leads="*:23456789",
    junior=("Jr.", "Sr."),
)
