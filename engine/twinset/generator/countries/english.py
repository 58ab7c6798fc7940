"""What the English-speaking countries share."""

NICKNAMES = """
James:Jim,Jimmy John:Jack,Johnny Robert:Bob,Rob Michael:Mike,Mick William:Bill,Will David:Dave,Davy
Richard:Rick,Dick Joseph:Joe,Joey Thomas:Tom,Tommy Charles:Charlie,Chuck Christopher:Chris,Kit
Daniel:Dan,Danny Matthew:Matt Anthony:Tony Donald:Don Steven:Steve Stephen:Steve Andrew:Andy,Drew
Kenneth:Ken Joshua:Josh Edward:Ed,Ted Ronald:Ron Timothy:Tim Jeffrey:Jeff Jacob:Jake Nicholas:Nick
Jonathan:Jon Lawrence:Larry Gregory:Greg Samuel:Sam Benjamin:Ben Patrick:Pat,Paddy Alexander:Alex
Dennis:Denny Gerald:Gerry,Jerry Raymond:Ray Douglas:Doug Peter:Pete Henry:Harry,Hank Walter:Walt
Zachary:Zach Frederick:Fred,Freddie Philip:Phil Leonard:Len Albert:Al,Bert Arthur:Art Nathan:Nate
Elizabeth:Liz,Beth Jennifer:Jen,Jenny Patricia:Pat,Trish Barbara:Barb Susan:Sue,Susie
Jessica:Jess Margaret:Maggie,Peggy Deborah:Deb,Debbie Rebecca:Becky,Becca Katherine:Kate,Kathy
Catherine:Cathy,Kate Kathleen:Kathy Christine:Chris,Tina Samantha:Sam Victoria:Vicky,Tori
Pamela:Pam Stephanie:Steph Dorothy:Dot,Dottie Kimberly:Kim Amanda:Mandy Cynthia:Cindy Sandra:Sandy
Judith:Judy Theresa:Terry,Tess Jacqueline:Jackie Abigail:Abby Alexandra:Alex,Sandra Charlotte:Lottie
Gabrielle:Gabby Eleanor:Ellie,Nell Isabella:Bella,Izzy Madeleine:Maddie Christina:Chris,Tina
Frances:Fran Josephine:Jo,Josie Nicola:Nicky Gillian:Gill Jill:Jilly Angela:Angie Valerie:Val
"""

STEMS = """
Ash Ald Ack Ather Bark Beck Bent Black Blake Brad Bram Brent Brock Brom Buck Burn Cald Carl Chad
Chat Ches Clay Clif Cole Col Cran Craw Crom Cros Dal Den Dray Dun Eas El Elling Ever Fair Fal Far
Fen Fern Ful Gar Gil Glad God Gran Green Had Hal Ham Hamil Har Hart Has Hather Haver Hax Hazel Hen
Hey Hill Hol Hop Hor Hux Ing Kel Ken Kirk Lang Lath Leigh Lin Lock Long Lud Mar Mat Mel Mid Mil Mor
New Nor Oak Os Ox Pad Pem Pen Pick Pres Rad Ram Raven Read Red Ridg Rock Ros Row Rud Sand Sax Sea
Shel Sher Ship Sil Stan Stap Stock Strat Sut Swin Tad Thorn Til Tor Tre Up Wad Wake Wal War Wat Wel
Wen Wes Whit Wil Win With Wood Wor Wy Yar
"""
SUFFIXES = """
ton ley ford field wood man worth well ham by don shaw ridge bury croft brook combe more land stead
son wick thorpe gate cliff er ing burn dale low
"""
JOBS = """
Sales_Manager Account_Manager Software_Engineer Project_Manager Marketing_Manager Office_Manager
Consultant Director Managing_Director Teacher Accountant Analyst Buyer Engineer HR_Manager
Operations_Manager Purchasing_Manager Product_Manager CEO CFO CTO Owner Partner Assistant Nurse
Head_of_Sales Head_of_Marketing IT_Manager Team_Lead Technician Designer Lawyer Architect
"""
