"""Iceland. Surnames are the father's name in the genitive with -son or -dóttir."""

from twinset.generator.countries.base import Country

COUNTRY = Country(
    code="is",
    spellings="Ísland:Iceland IS Iceland",
    male="""
Jón Sigurður Guðmundur Gunnar Ólafur Einar Magnús Kristján Stefán Jóhann Björn Árni Bjarni Helgi
Gísli
Halldór Arnar Ragnar Pétur Þorsteinn Kristinn Guðjón Páll Birgir Daníel Haukur Ásgeir Davíð Tómas
Alexander
Þórður Eiríkur Hörður Friðrik Karl Óskar Andri Baldur Atli Haraldur Sveinn Ágúst Brynjar Egill
Ingvar
Jónas Hilmar Jakob Benedikt Sævar Rúnar Viktor Elías Ingi Kári Bragi Logi Snorri Sindri Aron Hákon
Matthías
Ívar Steinn Valdimar Vilhjálmur Þórir Örn Erlendur Hjalti Hlynur Skúli Sölvi Freyr Heiðar
""",
    female="""
Guðrún Anna Kristín Sigríður Margrét Helga Sigrún Ingibjörg Jóhanna María Elín Katrín Hildur Ásta
Ragnheiður
Erla Guðbjörg Elísabet Ólöf Birna Eva Hrafnhildur Steinunn Sara Unnur Berglind Guðný Þórunn Sólveig
Bryndís
Jóna Halldóra Auður Edda Lilja Rakel Valgerður Linda Ásdís Hulda Íris Þóra Harpa Hanna Svava
Kolbrún Dagný
Hafdís Sunna Thelma Arna Birta Júlía Emilía Ísabella Freyja Aníta Fjóla Rósa Vigdís Brynja Heiða
Eydís
Álfheiður Þórdís Sæunn Laufey Soffía Björk Tinna Sóley Védís
""",
    middle_share=0.3,
    surnames="Blöndal Thorarensen Hansen Nielsen Briem Thors Hafstein Bergmann Norðdahl Zoëga "
    "Möller",
    stems="""
Jóns Sigurðar Guðmunds Gunnars Ólafs Einars Magnúsar Kristjáns Stefáns Jóhanns Björns Árna Bjarna
Helga
Gísla Halldórs Arnars Ragnars Péturs Þorsteins Kristins Guðjóns Páls Birgis Daníels Hauks Ásgeirs
Davíðs
Tómasar Þórðar Eiríks Harðar Friðriks Karls Óskars Andra Baldurs Atla Haralds Sveins Ágústs
Brynjars Egils
Ingvars Jónasar Hilmars Jakobs Benedikts Sævars Rúnars Viktors Elíasar Kára Braga Loga Snorra
Sindra Arons
Hákonar Ívars Steins Valdimars Vilhjálms Þóris Arnar Erlends Hjalta Hlyns Skúla Sölva Heiðars
Sigurjóns
Guðbrands Ketils Finns Hafsteins Geirs Sigfúsar Ásmunds Aðalsteins Ingólfs Jóels Bergs
""",
    suffixes="son",
    tail=0.96,
    feminine=(("son", "dóttir"),),
    patronymic=True,
    nicknames="""
Jón:Nonni Sigurður:Siggi Guðmundur:Gummi,Mummi Gunnar:Gunni Ólafur:Óli Einar:Einsi Magnús:Maggi
Kristján:Kiddi,Stjáni Stefán:Stebbi Jóhann:Jói Björn:Bjössi Bjarni:Baddi Halldór:Dóri Ragnar:Raggi
Pétur:Pési Þorsteinn:Steini Kristinn:Kiddi Páll:Palli Birgir:Biggi Daníel:Danni Þórður:Doddi
Eiríkur:Eiki
Friðrik:Frikki Haraldur:Halli Guðrún:Gunna,Rúna Kristín:Stína,Kidda Sigríður:Sigga Margrét:Magga
Sigrún:Rúna Ingibjörg:Inga,Imba Jóhanna:Jóa,Hanna Katrín:Kata Ragnheiður:Ragga Guðbjörg:Gugga
Elísabet:Beta,Lísa Steinunn:Steina Valgerður:Vala Halldóra:Dóra Vigdís:Dísa Þórdís:Dísa
""",
    cities="""
Reykjavík|Höfuðborgarsvæðið|1|55
Reykjavík|Höfuðborgarsvæðið|1|56
Kópavogur|Höfuðborgarsvæðið|2|54
Hafnarfjörður|Höfuðborgarsvæðið|2|57
Akureyri|Norðurland eystra|6|46
Keflavík|Suðurnes|2|42
Garðabær|Höfuðborgarsvæðið|2|56
Mosfellsbær|Höfuðborgarsvæðið|2|58
Selfoss|Suðurland|8|48
Akranes|Vesturland|3|43
Ísafjörður|Vestfirðir|4|45
Egilsstaðir|Austurland|7|47
Húsavík|Norðurland eystra|6|46
Vestmannaeyjar|Suðurland|9|48
Sauðárkrókur|Norðurland vestra|5|45
Borgarnes|Vesturland|3|43
Höfn|Suðurland|7|47
Grindavík|Suðurnes|2|42
""",
    streets="""
Laugar Hverfis Njáls Grettis Bergþóru Freyju Óðins Skólavörðu Lang Hring Sund Álf Furu Greni Birki
Reyni Víði Lyng Hraun Klett Bjarkar Sól Mána Stjörnu Kirkju Skóla Hafnar Strand Aðal Suður Norður
Vestur
Austur Miklu Kópavogs Digranes Borgar Hlíðar Ás Hóla Dals Engja Akra Tún Fjarðar Vogs Nes Holts
Heiðar
""",
    street_types="gata:g. vegur:v. braut:br. stígur:st. hlíð:hl.",
    street_form="st n",
    postcode_tail="##",
    phone="+354||7|4",
    mobiles="61 62 66 69 77 78 82 84 85 86 89",
    providers="gmail.com:55 simnet.is:20 hotmail.com:12 internet.is:5 outlook.com:4 visir.is:4",
    tld="is",
    legal="ehf.:ehf hf.:hf slf.:slf",
    trades="Verk Bygg Ráðgjöf Flutningar Hugbúnaður Fasteignir Þjónusta Rafmagn Ferðir "
    "Sjávarafurðir Matvæli Orka",
    jobs="""
Framkvæmdastjóri Sölustjóri Fjármálastjóri Bókari Verkfræðingur Kennari Læknir Lögfræðingur
Forritari
Ráðgjafi Verkefnastjóri Sérfræðingur Eigandi Fulltrúi Tæknimaður Hönnuður
""",
    titles=("Hr.", "Fr."),
    genders=("kk", "kvk"),
    date_separator=".",
    leads="61:12345678 62:0123456 66:1234569 82:0123459 42:01234567 43:012345678 45:01234568 "
    "47:012345678 48:0123678 54:034567 57:012578 58:12356789",
    family_word="fjolskylda",
)  # fmt: skip
