"""Invented sentences, headings and items from which bodies are put together."""

from releases.wire.lines import words

SENTENCES = (
    "The committee of {} began to draw up rules for the lighting of piers in small ports.",
    "It heard twelve witnesses of {} on the first day, each of whom had brought a lamp and a chair.",
    "The Guild of {} -- which counts nine hundred members on four coasts -- had sent its own in March.",
    "The oldest of the bridges of {} had been closed to carts by a decree of May 12.",
    "The delegate of {} asked whether the decree was still in force, and was told that nobody knew.",
    "“We asked it kindly,” the spokesman of {} said, “and it opened.”",
    "Some 214 windmills of {} still grind, and another 90 could if somebody oiled them.",
    "Who would pay for the printing, asked the delegate of {}, and in which of the languages?",
    "Ms. Holm, Chair of the Union of Small Orchards, thanked Mr. Okoro of {} (Nigeria) for his patience.",
    "The form of {} runs to two pages.",
    "It replaces nine others that {} had grown up since the war and that no two harbours read alike.",
    "Nobody of {} was hurt.",
    "The United Nations Office for Lighthouses and Light Vessels will publish the tables of {} in June 1999.",
    "Under article 4 of the agreement, each port of {} keeps a lamp; under article 5, somebody lights it.",
    "The talks of {} were held in rooms A, B and C of the old gas works, since the new hall had no roof.",
    "Pledges of $4,500 came from the northern islands of {}, and of $120,000 from everybody else.",
    "The meeting of {}, which began at 10.15 a.m., was adjourned at 12.05 p.m.",
    "It will be taken up by {} on Friday, when the evenings are longer and the need is greater.",
    "The mustard mills of {} – there are five – have asked for a market day of their own.",
    "So far none has been given to {}.",
)
HEADINGS = (
    "Background",
    "Statements on the Common Form of Logbooks for Small Ferries",
    "Questions of printing",
    "Introduction of Draft Resolutions",
    "Action on drafts",
    "Other matters",
    "The view from the islands, and what it costs to have it",
    "Election of Officers and Adoption of the Agenda",
)
ITEMS = (
    "Every pier must have a lamp of its own;",
    "Somebody must be named who lights it before the sun is down and puts it out when there is no more need of it;",
    "The lamp must be green, or of another colour that can be told from red in fog;",
    "Nobody may sell the oil.",
)
BULLETS = ("--", "-", "•", "–", "►", "")

NAMES = words("""
    Andorra Belgrade Chad Djibouti Ecuador Finland Ghana Honduras Iceland Jamaica Kenya Lesotho Malta Nauru Oman Palau
    Qatar Rwanda Samoa Togo Uganda Vanuatu Yemen Zambia Albania Bhutan Cuba Dominica Eritrea Fiji Gabon Haiti Italy
    Jordan Kuwait Latvia Mali Nepal Ostend Peru Riga Senegal Tonga Ulm Vienna Warsaw York Zagreb
""")
"""What stands in the sentences in place of `{}`, so that no two paragraphs are the same."""
