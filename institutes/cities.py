"""Cities that datelines and events of the United Nations name, with the zone of their clocks and their country.

Headquarters, the offices away from it, the regional commissions, the information centres, the seats of programmes,
funds, agencies, tribunals and missions, and the cities of the crime congresses. Which cities have an office: the list
of information centres (https://unic.un.org/) and the directory of the system (https://www.un.org/en/about-us/un-system);
zones are those of the tz database (https://www.iana.org/time-zones), countries codes of ISO 3166.
"""

from dataclasses import dataclass

# zone, country → names of the cities, the name that is offered first; other languages after it
_CITIES: dict[tuple[str, str], tuple[tuple[str, ...], ...]] = {
    ("Africa/Abidjan", "CI"): (("Abidjan",),),
    ("Africa/Accra", "GH"): (("Accra",),),
    ("Africa/Addis_Ababa", "ET"): (("Addis Ababa", "Addis Abeba", "Addis-Abeba"),),
    ("Africa/Algiers", "DZ"): (("Algiers", "Alger", "Argel"),),
    ("Africa/Bamako", "ML"): (("Bamako",),),
    ("Africa/Bangui", "CF"): (("Bangui",),),
    ("Africa/Brazzaville", "CG"): (("Brazzaville",),),
    ("Africa/Bujumbura", "BI"): (("Bujumbura",),),
    ("Africa/Cairo", "EG"): (("Cairo", "Le Caire", "El Cairo"),),
    ("Africa/Casablanca", "MA"): (("Rabat",), ("Marrakesh", "Marrakech"), ("Tangier", "Tanger")),
    ("Africa/Dakar", "SN"): (("Dakar",),),
    ("Africa/Dar_es_Salaam", "TZ"): (("Dar es Salaam",), ("Arusha",)),
    ("Africa/Gaborone", "BW"): (("Gaborone",),),
    ("Africa/Harare", "ZW"): (("Harare",),),
    ("Africa/Johannesburg", "ZA"): (("Pretoria",), ("Johannesburg",), ("Cape Town",), ("Durban",)),
    ("Africa/Juba", "SS"): (("Juba",),),
    ("Africa/Kampala", "UG"): (("Kampala",), ("Entebbe",)),
    ("Africa/Khartoum", "SD"): (("Khartoum",),),
    ("Africa/Kigali", "RW"): (("Kigali",),),
    ("Africa/Kinshasa", "CD"): (("Kinshasa",),),
    ("Africa/Lagos", "NG"): (("Abuja",), ("Lagos",)),
    ("Africa/Lome", "TG"): (("Lomé", "Lome"),),
    ("Africa/Lubumbashi", "CD"): (("Goma",),),
    ("Africa/Lusaka", "ZM"): (("Lusaka",),),
    ("Africa/Maseru", "LS"): (("Maseru",),),
    ("Africa/Mogadishu", "SO"): (("Mogadishu",),),
    ("Africa/Nairobi", "KE"): (("Nairobi",), ("Gigiri",)),
    ("Africa/Ouagadougou", "BF"): (("Ouagadougou",),),
    ("Africa/Tripoli", "LY"): (("Tripoli",),),
    ("Africa/Tunis", "TN"): (("Tunis",),),
    ("Africa/Windhoek", "NA"): (("Windhoek",),),
    ("America/Argentina/Buenos_Aires", "AR"): (("Buenos Aires",),),
    ("America/Asuncion", "PY"): (("Asunción", "Asuncion"),),
    ("America/Bahia", "BR"): (("Salvador",),),
    ("America/Barbados", "BB"): (("Bridgetown",),),
    ("America/Bogota", "CO"): (("Bogotá", "Bogota"),),
    ("America/Caracas", "VE"): (("Caracas",),),
    ("America/Guatemala", "GT"): (("Guatemala City", "Guatemala"),),
    ("America/Havana", "CU"): (("Havana", "La Havane", "La Habana"),),
    ("America/Jamaica", "JM"): (("Kingston",),),
    ("America/La_Paz", "BO"): (("La Paz",),),
    ("America/Lima", "PE"): (("Lima",),),
    ("America/Managua", "NI"): (("Managua",),),
    ("America/Mexico_City", "MX"): (("Mexico City", "Mexico", "México"),),
    ("America/Montevideo", "UY"): (("Montevideo",),),
    ("America/New_York", "US"): (
        ("New York", "United Nations, New York", "UN Headquarters"),
        ("Washington", "Washington, D.C."),
    ),
    ("America/Panama", "PA"): (("Panama City", "Panama", "Panamá"),),
    ("America/Port-au-Prince", "HT"): (("Port-au-Prince",),),
    ("America/Port_of_Spain", "TT"): (("Port of Spain",),),
    ("America/Santiago", "CL"): (("Santiago", "Santiago de Chile"),),
    ("America/Santo_Domingo", "DO"): (("Santo Domingo",),),
    ("America/Sao_Paulo", "BR"): (("São Paulo", "Sao Paulo"), ("Rio de Janeiro",), ("Brasília", "Brasilia")),
    ("America/Toronto", "CA"): (("Montreal", "Montréal"), ("Toronto",), ("Ottawa",)),
    ("Asia/Almaty", "KZ"): (("Almaty",),),
    ("Asia/Amman", "JO"): (("Amman",),),
    ("Asia/Ashgabat", "TM"): (("Ashgabat",),),
    ("Asia/Baghdad", "IQ"): (("Baghdad",),),
    ("Asia/Bahrain", "BH"): (("Manama",),),
    ("Asia/Baku", "AZ"): (("Baku",),),
    ("Asia/Bangkok", "TH"): (("Bangkok",),),
    ("Asia/Beirut", "LB"): (("Beirut", "Beyrouth"), ("Naqoura",)),
    ("Asia/Colombo", "LK"): (("Colombo",),),
    ("Asia/Damascus", "SY"): (("Damascus", "Damas"),),
    ("Asia/Dhaka", "BD"): (("Dhaka",),),
    ("Asia/Dubai", "AE"): (("Abu Dhabi",), ("Dubai",)),
    ("Asia/Gaza", "PS"): (("Gaza",),),
    ("Asia/Jakarta", "ID"): (("Jakarta",),),
    ("Asia/Jerusalem", ""): (("Jerusalem", "Jérusalem"),),
    ("Asia/Kabul", "AF"): (("Kabul",),),
    ("Asia/Karachi", "PK"): (("Islamabad",),),
    ("Asia/Kathmandu", "NP"): (("Kathmandu",),),
    ("Asia/Kolkata", "IN"): (("New Delhi",),),
    ("Asia/Kuala_Lumpur", "MY"): (("Kuala Lumpur",),),
    ("Asia/Kuwait", "KW"): (("Kuwait City", "Kuwait"),),
    ("Asia/Manila", "PH"): (("Manila",),),
    ("Asia/Nicosia", "CY"): (("Nicosia",),),
    ("Asia/Qatar", "QA"): (("Doha",),),
    ("Asia/Riyadh", "SA"): (("Riyadh",),),
    ("Asia/Seoul", "KR"): (("Seoul",), ("Incheon",)),
    ("Asia/Shanghai", "CN"): (("Beijing",), ("Shanghai",)),
    ("Asia/Tashkent", "UZ"): (("Tashkent",),),
    ("Asia/Tbilisi", "GE"): (("Tbilisi",),),
    ("Asia/Tehran", "IR"): (("Tehran",),),
    ("Asia/Tokyo", "JP"): (("Tokyo",), ("Kyoto",), ("Fuchu",)),
    ("Asia/Yangon", "MM"): (("Yangon",),),
    ("Asia/Yerevan", "AM"): (("Yerevan",),),
    ("Asia/Aden", "YE"): (("Sana’a", "Sana'a"), ("Aden",)),
    ("Indian/Antananarivo", "MG"): (("Antananarivo",),),
    ("Africa/Douala", "CM"): (("Yaoundé", "Yaounde"),),
    ("Africa/El_Aaiun", "EH"): (("Laayoune",),),
    ("Australia/Sydney", "AU"): (("Canberra",), ("Sydney",)),
    ("Europe/Amsterdam", "NL"): (("The Hague", "La Haye", "La Haya"),),
    ("Europe/Berlin", "DE"): (("Bonn",), ("Berlin",), ("Hamburg", "Hambourg"), ("Freiburg",)),
    ("Europe/Brussels", "BE"): (("Brussels", "Bruxelles"),),
    ("Europe/Bucharest", "RO"): (("Bucharest",),),
    ("Europe/Budapest", "HU"): (("Budapest",),),
    ("Europe/Copenhagen", "DK"): (("Copenhagen", "Copenhague"),),
    ("Europe/Helsinki", "FI"): (("Helsinki",),),
    ("Europe/Istanbul", "TR"): (("Ankara",), ("Istanbul",)),
    ("Europe/Kyiv", "UA"): (("Kyiv", "Kiev"),),
    ("Europe/Lisbon", "PT"): (("Lisbon", "Lisbonne"),),
    ("Europe/London", "GB"): (("London", "Londres"),),
    ("Europe/Madrid", "ES"): (("Madrid",), ("Valencia",)),
    ("Europe/Malta", "MT"): (("Valletta",),),
    ("Europe/Minsk", "BY"): (("Minsk",),),
    ("Europe/Moscow", "RU"): (("Moscow", "Moscou", "Moscú"),),
    ("Europe/Paris", "FR"): (("Paris",), ("Strasbourg",), ("Lyon",)),
    ("Europe/Prague", "CZ"): (("Prague",),),
    ("Europe/Rome", "IT"): (
        ("Rome", "Roma"),
        ("Turin", "Torino"),
        ("Milan", "Milano"),
        ("Siracusa", "Syracuse"),
        ("Courmayeur",),
        ("Brindisi",),
        ("Trieste",),
        ("Palermo", "Palerme"),
    ),
    ("Europe/Stockholm", "SE"): (("Stockholm",),),
    ("Europe/Vienna", "AT"): (("Vienna", "Vienne", "Viena", "Wien"),),
    ("Europe/Warsaw", "PL"): (("Warsaw", "Varsovie"),),
    ("Europe/Zurich", "CH"): (("Geneva", "Genève", "Ginebra", "Genf"), ("Bern", "Berne")),
    ("Pacific/Apia", "WS"): (("Apia",),),
    ("Pacific/Fiji", "FJ"): (("Suva",),),
    ("Europe/Belgrade", "RS"): (("Belgrade",),),
    # Without a country, as Jerusalem above: a form does not decide what the organs have left open.
    ("Europe/Belgrade", ""): (("Pristina",),),
}


@dataclass(frozen=True, slots=True)
class City:
    """A city by the name it is offered under, with its zone and its country (empty where none is said)."""

    name: str
    zone: str
    country: str


CITIES = tuple(
    sorted(
        (City(names[0], zone, country) for (zone, country), cities in _CITIES.items() for names in cities),
        key=lambda city: city.name,
    )
)
ZONES = {
    name.casefold(): zone
    for (zone, _country), cities in _CITIES.items()
    for names in cities
    for name in names
}
"""Any name of a city in small letters → its zone."""
