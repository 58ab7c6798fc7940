"""United Kingdom."""

from twinset.generator.countries import english
from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="gb",
    spellings="United_Kingdom UK GB Great_Britain England",
    male="""
David John Michael Paul Andrew Peter James Robert Mark Stephen William Christopher Richard Ian Alan
Thomas Anthony Simon Kevin Steven Matthew Daniel Philip Graham Martin Gary Colin Neil Jonathan Barry
Keith Brian Nicholas George Joseph Kenneth Edward Jack Oliver Harry Charlie Adam Luke Ryan Lee
Stuart
Benjamin Samuel Jamie Alexander Joshua Craig Nigel Geoffrey Roger Trevor Raymond Derek Sean Darren
Dennis Ronald Timothy Patrick Dean Jason Liam Scott Callum Connor Lewis Nathan Aaron Jordan Kieran
Gareth Douglas Russell Roy Carl Adrian Duncan Malcolm Alistair Angus Hamish Callan Ewan Rhys Dylan
Owen Evan Alfie Archie Leo Noah Oscar Henry Arthur Freddie Theo Toby Max Dominic Damian Leon Marcus
Mohammed Muhammad Imran Ali Ahmed Tariq Rajesh Sanjay Amit Harpreet Terence Leonard Norman Gordon
Clive Howard Julian Frederick Albert Ernest Stanley Francis Victor Gerald Maurice Donald Desmond
""",
    female="""
Susan Margaret Sarah Patricia Elizabeth Karen Christine Julie Helen Jane Linda Jacqueline Deborah
Mary Nicola Claire Emma Lisa Amanda Michelle Joanne Carol Angela Sharon Tracey Alison Laura Samantha
Rebecca Victoria Catherine Rachel Ann Jennifer Janet Louise Barbara Wendy Sandra Donna Diane Lesley
Gillian Dawn Maria Lorraine Kelly Charlotte Hannah Jessica Emily Amy Sophie Katherine Lucy Gemma
Stephanie Natalie Lauren Chloe Olivia Megan Bethany Georgia Grace Abigail Zoe Leanne Kirsty Kerry
Heather Fiona Kathleen Maureen Jean Joan Sheila Dorothy Irene Pauline Brenda Valerie Marion Hilary
Rosemary Frances Josephine Theresa Bridget Eileen Doreen Joyce Beryl Edith Florence Alice Ruby Ellie
Poppy Daisy Isabella Freya Eva Phoebe Millie Rosie Imogen Matilda Eleanor Anna Caroline Tina Tracy
Paula Yvonne Marie Debra Anne Ruth Judith Sian Rhian Carys Mhairi Eilidh Isla Aisha Fatima Priya
Sunita Amina Yasmin Nadia Jasmine Holly Danielle Alexandra Melanie Naomi Harriet Vanessa Beverley
""",
    middle_share=0.20,
    surnames="""
Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Johnson Roberts Robinson Thompson
Wright
Walker White Edwards Hughes Green Hall Lewis Harris Clarke Patel Jackson Wood Turner Martin Cooper
Hill Ward Morris Moore Clark Lee King Baker Harrison Morgan Allen James Scott Phillips Watson Davis
Parker Price Bennett Young Griffiths Mitchell Kelly Cook Carter Richardson Bailey Collins Bell Shaw
Murphy Miller Cox Richards Khan Marshall Anderson Simpson Ellis Adams Singh Begum Wilkinson Foster
Chapman Powell Webb Rogers Gray Mason Ali Hunt Hussain Campbell Matthews Owen Palmer Holmes Mills
Barnes Knight Lloyd Butler Russell Barker Fisher Stevens Jenkins Murray Dixon Harvey Graham Pearson
Ahmed Fletcher Walsh Kaur Gibson Howard Andrews Stewart Elliott Reynolds Saunders Payne Fox Ford
Pearce Day Brooks West Lawrence Cole Atkinson Bradley Spencer Gill Dawson Watts Burton O'Brien Wells
Rose Hart Riley Francis Johnston Macdonald Robertson Thomson Ross Paterson Reid Kennedy Armstrong
Perry Cunningham Hudson Newman Carr Woods Nicholls Barrett Hayes Sutton Burns Gardner Grant
Wallace Webster Gregory Perkins Hamilton Lane Duncan Berry Williamson Arnold Lowe Simmons Chambers
Lawson Warren Booth Parry Read Stone Page Hawkins Fuller Byrne Long Harding Austin Curtis May Bird
Oliver Porter Stephens Holland Goodwin Willis Ryan Gordon Potter Lynch Bishop Freeman Hopkins Rees
Bates Nicholson Parsons Peters Sharp Barber Higgins Moss Hardy Weston Sharma Malik Iqbal Shah Rahman
""",
    stems=english.STEMS,
    suffixes=english.SUFFIXES,
    tail=0.35,
    nicknames=english.NICKNAMES,
    cities="""
London|Greater London|SW1|20
London|Greater London|N1|20
London|Greater London|E2|20
London|Greater London|SE5|20
Birmingham|West Midlands|B1|121
Manchester|Greater Manchester|M2|161
Leeds|West Yorkshire|LS1|113
Glasgow|Scotland|G1|141
Sheffield|South Yorkshire|S1|114
Liverpool|Merseyside|L1|151
Bristol|Bristol|BS1|117
Edinburgh|Scotland|EH1|131
Leicester|Leicestershire|LE1|116
Cardiff|Wales|CF1|29
Coventry|West Midlands|CV1|24
Bradford|West Yorkshire|BD1|1274
Belfast|Northern Ireland|BT1|28
Nottingham|Nottinghamshire|NG1|115
Newcastle upon Tyne|Tyne and Wear|NE1|191
Southampton|Hampshire|SO1|23
Hull|East Yorkshire|HU1|1482
Plymouth|Devon|PL1|1752
Stoke-on-Trent|Staffordshire|ST1|1782
Wolverhampton|West Midlands|WV1|1902
Derby|Derbyshire|DE1|1332
Swansea|Wales|SA1|1792
Aberdeen|Scotland|AB1|1224
Portsmouth|Hampshire|PO1|23
York|North Yorkshire|YO1|1904
Oxford|Oxfordshire|OX1|1865
Cambridge|Cambridgeshire|CB1|1223
Dundee|Scotland|DD1|1382
Norwich|Norfolk|NR1|1603
Exeter|Devon|EX1|1392
Gloucester|Gloucestershire|GL1|1452
Brighton|East Sussex|BN1|1273
Reading|Berkshire|RG1|118
Milton Keynes|Buckinghamshire|MK1|1908
Ipswich|Suffolk|IP1|1473
Bath|Somerset|BA1|1225
""",
    town_stems="""
Ash Bart Beck Brad Bur Chip Clif Cot Dun Eg Ful Hamp Hart Har Hen Hol Hol Ken Kings Lang Lin Marl
Mil Nor Nor Oak Pres Sed Shep Stan Stow Sut Thorn Up Wal War Wes Whit Win Woot
""",
    town_suffixes="ton ley ford field ham by don bury combe wick thorpe worth _Green _St_Mary",
    streets="""
High Station Church Park London Main Victoria Manor Green Mill New Queens Kings York Chapel North
South West Windsor Albert George Richmond Grange School Springfield Stanley The_Crescent Alexandra
Broad Castle Cross Grove Highfield Hill Kingsway Lime Mayfield Meadow Oak Orchard Priory Rectory
Rose Silver Vicarage Warwick Water Wellington Woodland Nelson Cambridge Oxford Derby Lancaster
Gloucester Salisbury Canterbury Durham Lincoln Chester Elm Ash Beech Birch Cedar Chestnut Hawthorn
Holly Laurel Maple Poplar Sycamore Willow Marlborough Clarence Churchill Gladstone Cromwell Milton
Byron Shelley Tennyson Wordsworth Shakespeare Bridge Canal Quarry Market Abbey Priory Fairfield
Northfield Southfield Eastfield Westfield Brook Farm Field Garden Heath Moor Park_Hill Spring Tower
""",
    street_types="Road:Rd,Rd. Street:St,St. Lane:Ln Avenue:Ave,Av Close:Cl Drive:Dr Gardens:Gdns "
    "Terrace:Terr Crescent:Cres Way:Wy",
    street_form="n s t",
    postcode_tail=" #@@",
    phone="+44|0|10|4",
    mobiles="7400 7500 7711 7725 7733 7748 7760 7775 7786 7790 7801 7815 7836 7850 7866 7880 "
    "7899 "
    "7903 7912 7930 7946 7951 7966 7974 7985",
    providers="gmail.com:40 hotmail.co.uk:12 yahoo.co.uk:11 btinternet.com:9 outlook.com:7 "
    "sky.com:4 "
    "icloud.com:7 hotmail.com:6 live.co.uk:2 talktalk.net:2 virginmedia.com:3 aol.com:2",
    tld="co.uk",
    legal="Ltd:Limited,Ltd. PLC:Plc,P.L.C. LLP:Llp",
    trades="""
Consulting Logistics Engineering Solutions Systems Holdings Partners Construction Foods Medical
Energy Supplies Services Design Media Insurance Properties Electrical Motors Software Builders
Plumbing Joinery Interiors Recruitment Travel Brewery Estates Haulage Printing
""",
    jobs=english.JOBS,
    titles=("Mr", "Mrs"),
    genders=("M", "F"),
    date_separator="/",
    leads="113:234 114:234 115:789 116:234 117:349 118:349 121:234 131:345 20:378 23:89 24:7 "
    "28:23 29:2",
)
