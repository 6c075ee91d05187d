"""One invented sentence or two in each of seventeen languages, and the encodings in which offices wrote them."""

TEXTS = {
    "en": (
        "“Ferry inspectors opened a week of drills” – the ship’s captain said. It cost £40 and took three days in "
        "the café of the harbour master; nobody noticed the hatch’s broken hinge."
    ),
    "fr": (
        "Les inspecteurs des bacs ont ouvert une semaine d’exercices à bord d’un navire prêté. Ils noteront chaque "
        "fois quel règlement remarque l’écoutille cassée, a déclaré le capitaine, « très fâché » de la dépêche."
    ),
    "es": (
        "Los inspectores de transbordadores iniciaron una semana de ejercicios en el puerto. La asociación anotará "
        "cuál de los reglamentos advierte la escotilla rota; según el capitán, ¿quién la pagará mañana en España?"
    ),
    "de": (
        "Die Fährinspektoren eröffneten gestern eine Übungswoche im Hafen. Sie werden jedes Mal prüfen, welche "
        "Vorschrift die zerbrochene Luke überhaupt bemerkt, erklärte der Kapitän; die Küste grüßt „schön“."
    ),
    "ru": (
        "Инспекторы паромов начали сегодня в порту неделю учений на одном взятом взаймы судне без пассажиров. Они "
        "поднимутся на борт одиннадцать раз, каждый раз по другим правилам, и отметят, какие из них замечают люк."
    ),
    "ar": (
        "بدأ مفتشو العبارات اليوم في الميناء أسبوعا من التدريبات على متن سفينة مستعارة بلا ركاب، وسيصعدون إليها إحدى "
        "عشرة مرة ويسجلون في كل مرة أي اللوائح تلاحظ الفتحة المكسورة، كما قال القبطان."
    ),
    "zh-hans": (
        "渡轮检查员今天在港口开始为期一周的演练，使用一艘借来的船，没有乘客。他们将登船十一次，每次依据另一本规章，看看哪一本规章能发现损坏的"
        "舱口。联合国新闻处发布了这个消息，各国代表表示欢迎。"
    ),
    "zh-hant": (
        "渡輪檢查員今天在港口開始為期一週的演練，使用一艘借來的船，沒有乘客。他們將登船十一次，每次依據另一本規章，看看哪一本規章能發現損壞的"
        "艙口。聯合國新聞處發布了這個消息，各國代表表示歡迎。"
    ),
    "pl": (
        "Inspektorzy promów rozpoczęli dziś w porcie tydzień ćwiczeń na pożyczonym statku bez pasażerów. Wejdą na "
        "pokład jedenaście razy, za każdym razem według innych przepisów, i zanotują, które zauważą złamany właz."
    ),
    "cs": (
        "Inspektoři přívozů dnes v přístavu zahájili týden cvičení na vypůjčené lodi bez cestujících. Nastoupí na ni "
        "jedenáctkrát, pokaždé podle jiných předpisů, a zapíší, které z nich si všimnou zlomeného poklopu."
    ),
    "hu": (
        "A kompfelügyelők ma a kikötőben egyhetes gyakorlatot kezdtek egy kölcsönzött hajón, utasok nélkül. "
        "Tizenegyszer szállnak fel rá, mindig más szabályzat szerint, és feljegyzik, melyik veszi észre a fedelet."
    ),
    "tr": (
        "Feribot müfettişleri bugün limanda ödünç alınan bir gemide yolcusuz bir haftalık tatbikata başladı. Gemiye "
        "on bir kez çıkacaklar, her seferinde başka bir yönetmeliğe göre, ve kırık kapağı fark edeni yazacaklar."
    ),
    "el": (
        "Οι επιθεωρητές των πορθμείων άρχισαν σήμερα στο λιμάνι μια εβδομάδα ασκήσεων σε ένα δανεικό πλοίο χωρίς "
        "επιβάτες. Θα επιβιβαστούν έντεκα φορές και θα σημειώσουν ποιος κανονισμός βλέπει τη σπασμένη καταπακτή."
    ),
    "he": (
        "מפקחי המעבורות פתחו היום בנמל שבוע של תרגילים על ספינה שאולה וללא נוסעים. הם יעלו עליה אחת עשרה פעמים, בכל "
        "פעם לפי תקנון אחר, וירשמו איזה מהם מבחין בצוהר השבור, אמר רב החובל של הנמל."
    ),
    "uk": (
        "Інспектори поромів розпочали сьогодні в порту тиждень навчань на одному позиченому судні без пасажирів. Вони "
        "піднімуться на борт одинадцять разів, щоразу за іншими правилами, й зазначать, які з них помічають її ґанок."
    ),
    "ja": (
        "フェリーの検査官は本日、港で一週間の演習を始めました。借りた船には乗客がいません。検査官は十一回乗船し、毎回別の規則に従って、"
        "どの規則が壊れた扉に気づくかを記録します。"
    ),
    "ko": (
        "여객선 검사관들이 오늘 항구에서 일주일간의 훈련을 시작했다. 빌린 배 한 척에는 승객이 없다. "
        "검사관들은 열한 번 승선하여 매번 다른 규정에 따라 부서진 문을 알아차리는지 기록할 것이다."
    ),
}
_WESTERN = ("cp1252", "iso8859-1", "iso8859-15", "mac_roman", "cp850", "cp437")
_CENTRAL = ("cp1250", "iso8859-2", "mac_latin2", "cp852")
_CYRILLIC = ("cp1251", "iso8859-5", "mac_cyrillic")
ENCODINGS = {
    **dict.fromkeys(("en", "fr", "es", "de"), _WESTERN),
    **dict.fromkeys(("pl", "cs", "hu"), _CENTRAL),
    "ru": (*_CYRILLIC, "koi8-r", "cp866"),
    "uk": (*_CYRILLIC, "koi8-u", "cp1125"),
    "ar": ("cp1256", "iso8859-6", "cp720"),
    "zh-hans": ("gb18030", "gbk", "gb2312"),
    "zh-hant": ("big5", "cp950", "gb18030"),
    "tr": ("cp1254", "iso8859-9", "cp857", "mac_turkish"),
    "el": ("cp1253", "iso8859-7", "cp737", "mac_greek"),
    "he": ("cp1255", "iso8859-8", "cp862"),
    "ja": ("shift_jis", "cp932", "euc_jp", "iso2022_jp"),
    "ko": ("euc_kr", "cp949"),
}
UNICODE = ("utf-8", "utf-16-le", "utf-16-be")
_TYPED = {
    "“": '"',
    "”": '"',
    "„": '"',
    "’": "'",
    "–": "-",
    "«": '"',
    "»": '"',
    "，": ",",
    "、": ",",
    "£": "GBP ",
}


def typed_in(text: str, encoding: str) -> str:
    """The text as people type it in an encoding that lacks some of its signs."""
    return "".join(sign if _has(encoding, sign) else _TYPED.get(sign, "?") for sign in text)


def _has(encoding: str, sign: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
