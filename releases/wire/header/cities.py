"""Names of cities from which releases are dated: seats of the United Nations, capitals, cities of congresses.

A city that is not here is read too, where a date, a source in brackets or capitals confirm it; the names say of a line
or a word that stands alone that it is a city and no title.
"""

_SEATS = (
    "vienna|geneva|new york|bangkok|nairobi|beirut|addis ababa|santiago|rome|paris|the hague|bonn|montreal|turin",
    "salvador|doha|kyoto|cairo|havana|milan|tokyo|helsinki|siracusa|kampala|riyadh|baghdad|amman|damascus|tunis",
    "rabat|dubai|abu dhabi|sana’a|sana'a|tripoli|khartoum|kuwait|kuwait city|manama|muscat|johannesburg|durban",
    "washington, d.c.|washington, dc|washington d.c.|washington dc|washington|london|moscow|strasbourg|lyon",
    "hamburg|trieste|valletta|san francisco|jerusalem|gaza|goma|suva|fuchu|seoul|canberra|vancouver|turku",
    "courmayeur|freiburg|sydney|melbourne|toronto|montréal|rio de janeiro|são paulo|sao paulo|cancún|cancun",
    "marrakech|marrakesh|cape town|istanbul|barcelona|florence|venice|naples|palermo|bologna|munich|cologne",
    "zurich|basel|lausanne|gland|copenhagen|busan|incheon|osaka|nagoya|shanghai|hong kong|macao|mumbai|kolkata",
    "chennai|karachi|lahore|chiang mai|ho chi minh city|darwin|auckland|glasgow|edinburgh|marseille|bordeaux",
    "antwerp|bruges",
)
_CAPITALS = (
    "abidjan|abuja|accra|algiers|almaty|andorra la vella|ankara|antananarivo|apia|ashgabat|asmara|astana|asunción",
    "asuncion|athens|baku|bamako|bandar seri begawan|bangui|banjul|basseterre|beijing|belgrade|belmopan|berlin",
    "bern|berne|bishkek|bissau|bogotá|bogota|brasilia|brasília|bratislava|brazzaville|bridgetown|brussels",
    "bucharest|budapest|buenos aires|bujumbura|caracas|castries|chisinau|colombo|conakry|cotonou|dakar",
    "dar es salaam|dhaka|dili|djibouti|dodoma|dublin|dushanbe|freetown|funafuti|gaborone|georgetown|gitega",
    "guatemala city|guatemala|hanoi|harare|honiara|islamabad|jakarta|juba|kabul|kathmandu|kigali|kingston",
    "kingstown|kinshasa|kyiv|kiev|kuala lumpur|la paz|libreville|lilongwe|lima|lisbon|ljubljana|lomé|lome|luanda",
    "lusaka|luxembourg|madrid|majuro|malabo|malé|managua|manila|maputo|maseru|mbabane|mexico city|mexico|minsk",
    "mogadishu|monaco|monrovia|montevideo|moroni|nassau|naypyidaw|yangon|n’djamena|ndjamena|new delhi|delhi",
    "niamey|nicosia|nouakchott|nuku’alofa|oslo|ottawa|ouagadougou|palikir|panama city|panama|paramaribo",
    "phnom penh|podgorica|port louis|port moresby|port of spain|port-of-spain|port vila|port-au-prince|porto-novo",
    "praia|prague|pretoria|pristina|pyongyang|quito|reykjavik|riga|roseau|san josé|san jose|san marino",
    "san salvador|santo domingo|são tomé|sarajevo|singapore|skopje|sofia|stockholm|sucre|tallinn|tarawa|tashkent",
    "tbilisi|tegucigalpa|tehran|teheran|thimphu|tirana|ulaanbaatar|ulan bator|vaduz|vientiane|vilnius|warsaw",
    "wellington|windhoek|yamoussoukro|yaoundé|yaounde|yerevan|zagreb|rotterdam|amsterdam",
)
_OTHER_LANGUAGES = (
    "wien|genf|rom|den haag|kairo|tokio|moskau|brüssel|prag|warschau|kopenhagen|lissabon|athen|bukarest|belgrad",
    "peking|vienne|genève|beyrouth|addis-abeba|addis abeba|la haye|le caire|la havane|londres|moscou|bruxelles",
    "varsovie|copenhague|lisbonne|athènes|bucarest|belgrade|pékin|alger|dacca|mexico|le cap|koweït|viena|ginebra",
    "nueva york|parís|la haya|el cairo|la habana|moscú|bruselas|roma|milán|turín|praga|lisboa|atenas|estocolmo",
    "ciudad de méxico|ciudad de panamá|pekín|argel|nueva delhi|bogotá|santiago de chile|nairobi|adís abeba|вена",
    "женева|нью-йорк|москва|рим|париж|гаага|бонн|найроби|бангкок|бейрут|аддис-абеба|сантьяго|вашингтон|лондон",
    "каир|доха|киото|токио|хельсинки|кампала|брюссель|прага|варшава|берлин|мадрид|лиссабон|афины|белград|минск",
    "киев|астана|алматы|ташкент|бишкек|душанбе|ашхабад|баку|ереван|тбилиси|кишинев|кишинёв|пекин|сеул|дели",
    "стамбул|салвадор|بيروت|فيينا|جنيف|نيويورك|القاهرة|عمّان|عمان|الدوحة|بغداد|تونس|الرباط|الرياض|دبي|أبو ظبي",
    "دمشق|الخرطوم|طرابلس|الجزائر|الكويت|المنامة|مسقط|صنعاء|عدن|القدس|غزة|رام الله|نواكشوط|مقديشو|جيبوتي|روما",
    "باريس|لندن|موسكو|واشنطن|لاهاي|بون|نيروبي|بانكوك|أديس أبابا|سانتياغو|طوكيو|كيوتو|هلسنكي|كمبالا|بروكسل|برلين",
    "مدريد|أنقرة|اسطنبول|إسطنبول|维也纳|日内瓦|纽约|曼谷|内罗毕|北京|贝鲁特|罗马|巴黎|海牙|波恩|亚的斯亚贝巴|圣地亚哥|东京|京都|多哈|开罗|华盛顿|伦敦|莫斯科|柏林|布鲁塞尔",
    "马德里|上海|香港|澳门|首尔|新德里|伊斯坦布尔|坎帕拉|赫尔辛基|萨尔瓦多|的里雅斯特|瓦莱塔|联合国总部",
)
CITIES = frozenset(name for line in (*_SEATS, *_CAPITALS, *_OTHER_LANGUAGES) for name in line.split("|"))
"""Names in small letters."""


def is_known_city(text: str) -> bool:
    """Whether a text is the name of a city where releases are issued, and nothing else."""
    return len(text) <= 30 and text.rstrip(",،， ").lower() in CITIES
