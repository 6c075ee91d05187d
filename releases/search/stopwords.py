"""Words too common to look for, by language, with accents folded as `releases.search.analysis` folds them."""

_WORDS = {
    "en": """a about after all also am an and any are as at be because been before being but by can could
        did do
        does for from had has have he her his how i if in into is it its may more most no nor not of on or
        other our out over s she should so some such t than that the their them then there these they this
        those to under until up was we were what when where which while who whom why will with would you
        your""",
    "fr": """a au aux avec c ce cela ces cet cette ceux chez comme d dans de des dont du elle elles en
        entre est
        et ete etre eu il ils j je l la le les leur leurs lors lui m mais me meme mes mon n ne nos notre
        nous
        on ont ou par pas plus pour qu que qui s sa sans se ses si son sont sous sur t ta te tes toi ton
        tous
        tout toute toutes tu un une vos votre vous y""",
    "es": """a al algo algunas algunos ante antes como con contra cual cuando de del desde donde durante
        e el
        ella ellas ellos en entre era es esa esas ese eso esos esta estas este esto estos fue fueron ha
        haber
        habia han hasta hay la las le les lo los mas me mi mucho muy ni no nos nosotros nuestra nuestro o os
        otra otras otro otros para pero por porque que quien se sea ser si sin sobre son su sus tambien
        tanto
        te tiene todo todos tu un una unas uno unos y ya yo""",
    "de": """aber alle als also am an auch auf aus bei bin bis bist da damit dann das dass dem den denn
        der des
        die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es
        etwa fur hat hatte hatten ich ihr ihre ihrem ihren ihrer im in indem ins ist ja jede jedem jeden
        jeder
        jedes kann konnen mit nach nicht noch nun nur ob oder ohne sehr sein seine seinem seinen seiner sich
        sie sind so sowie uber um und uns unter vom von vor war waren was wegen weil welche wenn wer werden
        wie wir wird wo wurde wurden zu zum zur zwischen""",
    "ru": """а без более г бы был была были было быть в вам вас во вот все всех вы где да для до его ее
        если есть
        еще же за и из или им их к как которая которого которое которой которые который которых ко ли
        либо мы
        на над не него нее ней нет ни них но о об он она они оно от по под при с свои своих себя со так
        также
        такие такой там того тоже той только том ты у уже чем что чтобы эта эти этих это этого этой этом
        этот
        я""",
    "ar": """اذا الا التي الذي الذين اللتان اللذان اللواتي الي ام اما ان انه انها او اي ايضا بان بعد بعض
        بل به بها
        بهذا بهذه بين تحت تلك ثم حتي حيث خلال ذلك سوف علي عليه عليها عن عند عندما غير فان في فيه فيها قبل
        قد كان
        كانت كذلك كل كما كي لا لان لدي لقد لكن لم لن له لها لهذا لو ليس ليست ما مع من منذ منه منها نحن
        هذا هذه
        هل هم هنا هناك هو هي و وان وفي وقد وكان ولا ولم ومن وهو وهي""",
    "zh": "",
}

STOP_WORDS = {language: frozenset(found.split()) for language, found in _WORDS.items()}
