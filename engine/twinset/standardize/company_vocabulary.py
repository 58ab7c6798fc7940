"""The words that company names are made of, in several languages.

*Generic* words (group, holding, trading, bank, motors) say what a company is, not which one, and
count little; those of one group mean the same. General business vocabulary, written down from
knowledge of the languages: no company's own name stands here.
"""

from __future__ import annotations

CONNECTORS = "& + and und et y e og och ja ve i u en of the de del della di da do dos du des la le \
el los las les der die das den van von für for in at na a an"
"""Words that hold a name together."""

AND = "& + and und et og och"
"""What becomes "and" in the comparison form."""

ALIASES = "trading as | doing business as | formerly | formerly known as | previously | dba | fka \
| aka | also known as | now known as | früher | vormals | ehemals | anciennement | antes | бывший"
"""What stands between a company's name and its trading or former name, besides t/a and d/b/a."""

BRANCHES = """branch branches department dept niederlassung zweigniederlassung zweigstelle filiale
filial abteilung succursale sucursal division agence oddział филиал представительство"""
"""What stands behind the legal form and is no part of the name."""

ABBREVIATIONS = {
    "intl": "international", "int": "international", "mfg": "manufacturing", "bros": "brothers",
    "assoc": "associates", "assn": "association", "natl": "national", "svcs": "services",
    "svc": "service", "mgmt": "management", "dev": "development", "eng": "engineering",
    "engg": "engineering", "tech": "technology", "univ": "university", "govt": "government",
    "inst": "institute", "hldgs": "holdings", "hldg": "holding", "grp": "group",
    "ind": "industries", "inds": "industries", "labs": "laboratories",
    "organisation": "organization", "organisations": "organizations", "centre": "center",
    "labour": "labor", "defence": "defense", "theatre": "theater", "programme": "program",
}  # fmt: skip

NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
    "eight": "8", "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "first": "1",
    "second": "2", "third": "3", "fourth": "4", "fifth": "5", "1st": "1", "2nd": "2", "3rd": "3",
    "4th": "4", "5th": "5", "6th": "6", "7th": "7", "8th": "8", "9th": "9", "10th": "10",
    "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11",
    "xii": "12", "xiii": "13", "xiv": "14", "xv": "15", "xvi": "16", "xvii": "17",
    "xviii": "18", "xix": "19", "xx": "20",
}  # fmt: skip

ORGANIZATION = """
group groupe gruppe gruppen grupo gruppo grup gruppa группа konzern concern концерн مجموعة گروه
holding holdings holdco beteiligungen beteiligung beteiligungsgesellschaft холдинг
international intl internacional internazionale internationale global worldwide world welt mundial
company companies co corporation corp unternehmen empresa empresas firma
enterprise enterprises
joint stock public private limited liability incorporated
aktiengesellschaft
com net
"""
"""Words that say only that it is a company, and a large one. One group of meaning a line."""

GENERIC = """
national nacional nationale nazionale
trading trade trader handel handels handelsgesellschaft comercio comercial ticaret بازرگانی
service services servizi servicios dienst dienste dienstleistungen сервис servis hizmetleri خدمات
solution solutions lösungen soluciones
system systems systeme sistemas sistemi система системы
technology technologies technologie technologien tecnologia tecnologias tech технологии teknoloji
industry industries industrie industria industrias industrial industriale sanayi صنایع
engineering engineers ingenieria ingegneria ingénierie инжиниринг مهندسی
construction constructions bau hochbau tiefbau construcciones costruzioni строительство строй insaat
consulting consultants consultancy consultores beratung unternehmensberatung conseil консалтинг
management verwaltung verwaltungs gestion
investment investments invest investissement inversiones инвест
capital kapital
finance financial finanz finanzen finanzas финанс
fund funds fonds fondo фонд
trust trusts
partner partners associates associés
bank banking banque banco banca bancorp банк بانک بنك
insurance assurance assurances versicherung versicherungen seguros assicurazioni страхование بیمه
motor motors automotive auto autos automobile automobiles automobil motoren авто
electric electrical elektrik elektro electrica électrique elektrische
electronic electronics elektronik electronica электроника
energy energie energia energies энергия
power strom
oil petroleum erdöl нефть
gas газ
steel stahl acier aciaria сталь
chemical chemicals chemie chimie quimica химия
pharma pharmaceutical pharmaceuticals pharmazeutika фармация
laboratories laboratory laboratoires labor
food foods lebensmittel alimentos alimentari
transport transports транспорт
logistics logistik logistique logistica spedition
shipping cargo reederei
travel reisen viajes voyages tourism tours
hotel hotels hôtel hoteles гостиница
restaurant restaurants ristorante restaurante gasthaus gaststätte
cafe café
school schule école escuela scuola школа
center centre zentrum centro центр
media medien medios медиа
press presse verlag publishing publishers editions
software
digital
online internet web
network networks netzwerk réseau red
communications communication telecom telekom telecommunications telecomunicaciones связь
properties property immobilien estate realty inmobiliaria immobiliare
security securities sicherheit
products produkte productos produits production
manufacturing manufacturers works werke werk factory fabrik fabrica plant завод комбинат
store stores shop shops магазин
market markets markt
health healthcare medical medizin medica
institute institut instituto
university universität universidad университет
association verein asociacion
society gesellschaft société sociedad общество
foundation stiftung fundacion fondation fondazione
office büro bureau
agency agentur agencia agenzia agence
design
studio studios atelier
sons son söhne fils hijos figli
brothers gebrüder frères hermanos fratelli
development entwicklung desarrollo
import
export
new neue neu nouveau nueva
north nord norte
south süd sud
east ost
west oeste ovest
"""
"""One group of meaning a line; words of one line mean about the same."""

PLACES = """
usa us uk eu america american americas europe european europa africa asia pacific
germany deutschland german deutsche france french spain espana spanish italy italia japan japanese
china chinese korea india canada mexico brasil brazil russia austria österreich switzerland schweiz
suisse svizzera netherlands nederland holland belgium belgique sweden sverige norway norge denmark
danmark finland suomi iceland island poland polska portugal ireland turkey türkiye israel iran
australia singapore hongkong taiwan thailand vietnam indonesia malaysia
"""
"""Where a company is at home; branches of one company differ in it, and so do namesakes."""

CJK = {
    "银行": "bank", "銀行": "bank", "은행": "bank",
    "集团": "group", "集團": "group", "グループ": "group", "그룹": "group",
    "控股": "holdings", "ホールディングス": "holdings", "홀딩스": "holdings", "지주": "holdings",
    "技术": "technology", "技術": "technology", "科技": "technology", "기술": "technology",
    "テクノロジー": "technology", "テクノロジーズ": "technologies", "테크놀로지": "technology",
    "汽车": "motor", "汽車": "motor", "自動車": "motor", "モーター": "motor", "자동차": "motor",
    "モータース": "motors",
    "电子": "electronics", "電子": "electronics", "전자": "electronics",
    "エレクトロニクス": "electronics",
    "电气": "electric", "電気": "electric", "電機": "electric", "电器": "electric",
    "전기": "electric", "エレクトリック": "electric",
    "电力": "power", "電力": "power", "전력": "power", "能源": "energy", "エネルギー": "energy",
    "에너지": "energy",
    "石油": "oil", "석유": "oil", "天然气": "gas", "ガス": "gas", "가스": "gas",
    "化学": "chemical", "化工": "chemical", "화학": "chemical", "ケミカル": "chemical",
    "制药": "pharmaceutical", "製薬": "pharmaceutical", "医药": "pharmaceutical",
    "薬品": "pharmaceutical", "제약": "pharmaceutical", "医疗": "medical", "医療": "medical",
    "钢铁": "steel", "製鉄": "steel", "鉄鋼": "steel", "제철": "steel", "重工": "heavy industries",
    "重工業": "heavy industries", "중공업": "heavy industries", "工業": "industries",
    "工业": "industries", "산업": "industries", "産業": "industries", "产业": "industries",
    "实业": "industries",
    "保险": "insurance", "保険": "insurance", "보험": "insurance", "证券": "securities",
    "証券": "securities", "증권": "securities", "信託": "trust", "信托": "trust",
    "投资": "investment", "投資": "investment", "투자": "investment", "金融": "financial",
    "금융": "financial", "基金": "fund", "资本": "capital", "キャピタル": "capital",
    "캐피탈": "capital",
    "贸易": "trading", "貿易": "trading", "商事": "trading", "무역": "trading",
    "物产": "trading", "物産": "trading", "상사": "trading",
    "国际": "international", "國際": "international", "国際": "international",
    "インターナショナル": "international", "국제": "international",
    "环球": "global", "グローバル": "global", "글로벌": "global",
    "网络": "network", "ネットワーク": "network", "네트워크": "network", "在线": "online",
    "オンライン": "online", "온라인": "online", "信息": "information", "情報": "information",
    "정보": "information", "软件": "software", "ソフトウェア": "software",
    "소프트웨어": "software", "通信": "communications", "通讯": "communications",
    "통신": "communications", "电信": "telecom", "電信": "telecom", "텔레콤": "telecom",
    "移动": "mobile", "モバイル": "mobile", "모바일": "mobile",
    "建设": "construction", "建設": "construction", "건설": "construction",
    "工程": "engineering", "エンジニアリング": "engineering", "엔지니어링": "engineering",
    "不動産": "real estate", "房地产": "real estate", "地产": "real estate",
    "부동산": "real estate",
    "食品": "foods", "フーズ": "foods", "식품": "foods", "饮料": "beverages", "飲料": "beverages",
    "コーヒー": "coffee", "咖啡": "coffee", "커피": "coffee", "ビール": "beer", "啤酒": "beer",
    "物流": "logistics", "물류": "logistics", "運輸": "transport", "运输": "transport",
    "運送": "transport", "航空": "airlines", "항공": "airlines", "エアライン": "airlines",
    "铁路": "railway", "鉄道": "railway", "철도": "railway", "海運": "shipping", "해운": "shipping",
    "酒店": "hotel", "ホテル": "hotel", "호텔": "hotel", "旅行": "travel", "여행": "travel",
    "サービス": "services", "服务": "services", "서비스": "services",
    "システム": "system", "系统": "system", "시스템": "system", "ソリューションズ": "solutions",
    "ソリューション": "solution", "솔루션": "solution", "コンサルティング": "consulting",
    "咨询": "consulting", "컨설팅": "consulting", "管理": "management",
    "マネジメント": "management",
    "开发": "development", "開発": "development", "개발": "development", "製作所": "works",
    "制造": "manufacturing", "製造": "manufacturing", "百貨店": "department store",
    "백화점": "department store", "商店": "store", "ストア": "store", "出版": "publishing",
    "出版社": "publishing", "新聞": "newspaper", "신문": "newspaper", "放送": "broadcasting",
    "방송": "broadcasting", "传媒": "media", "メディア": "media", "미디어": "media",
    "娱乐": "entertainment", "エンターテインメント": "entertainment",
    "엔터테인먼트": "entertainment",
    "大学": "university", "대학교": "university", "研究所": "institute", "연구소": "institute",
    "文化": "culture", "教育": "education", "교육": "education",
    "中国": "china", "中國": "china", "중국": "china", "北京": "beijing", "上海": "shanghai",
    "深圳": "shenzhen", "广州": "guangzhou", "香港": "hongkong", "台湾": "taiwan",
    "臺灣": "taiwan", "日本": "japan", "ジャパン": "japan", "재팬": "japan", "東京": "tokyo",
    "大阪": "osaka", "韓国": "korea", "한국": "korea", "코리아": "korea", "コリア": "korea",
    "서울": "seoul", "アメリカ": "america", "美国": "america", "미국": "america",
    "アジア": "asia", "亚洲": "asia", "아시아": "asia", "ヨーロッパ": "europe", "欧洲": "europe",
    "西日本": "west japan", "東日本": "east japan",
}  # fmt: skip
"""Chinese, Japanese and Korean words to English ones; longer words are looked for first."""
