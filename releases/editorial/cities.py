"""The cities that datelines of United Nations releases name, and the zone of their clocks.

The offices and commissions with an information service, the seats of programmes and funds, and the cities of
the crime congresses. Zones are those of the tz database (https://www.iana.org/time-zones).
"""

_CITIES = {
    "Africa/Addis_Ababa": ("Addis Ababa", "Addis Abeba"),
    "Africa/Cairo": ("Cairo", "Le Caire", "El Cairo"),
    "Africa/Lagos": ("Abuja", "Lagos"),
    "Africa/Nairobi": ("Nairobi",),
    "America/Havana": ("Havana", "La Havane", "La Habana"),
    "America/Lima": ("Lima",),
    "America/Caracas": ("Caracas",),
    "America/New_York": ("New York", "United Nations, New York", "UN Headquarters", "Washington"),
    "America/Santiago": ("Santiago", "Santiago de Chile"),
    "America/Sao_Paulo": ("Salvador", "São Paulo", "Rio de Janeiro", "Brasilia", "Brasília"),
    "America/Toronto": ("Montreal", "Montréal", "Toronto", "Ottawa"),
    "Asia/Baghdad": ("Baghdad",),
    "Asia/Bangkok": ("Bangkok",),
    "Asia/Beirut": ("Beirut", "Beyrouth"),
    "Asia/Kabul": ("Kabul",),
    "Asia/Kolkata": ("New Delhi",),
    "Asia/Qatar": ("Doha",),
    "Asia/Shanghai": ("Beijing", "Shanghai"),
    "Asia/Tokyo": ("Tokyo", "Kyoto", "Fuchu"),
    "Australia/Sydney": ("Canberra", "Sydney"),
    "Europe/Berlin": ("Bonn", "Berlin", "Hamburg"),
    "Europe/Copenhagen": ("Copenhagen", "Copenhague"),
    "Europe/Helsinki": ("Helsinki",),
    "Europe/London": ("London", "Londres"),
    "Europe/Madrid": ("Madrid",),
    "Europe/Moscow": ("Moscow", "Moscou"),
    "Europe/Paris": ("Paris",),
    "Europe/Rome": ("Rome", "Turin", "Torino", "Milan", "Siracusa", "Syracuse", "Courmayeur"),
    "Europe/Stockholm": ("Stockholm",),
    "Europe/Brussels": ("Brussels", "Bruxelles"),
    "Europe/Amsterdam": ("The Hague", "La Haye"),
    "Europe/Vienna": ("Vienna", "Vienne", "Viena", "Wien"),
    "Europe/Zurich": ("Geneva", "Genève", "Ginebra", "Genf"),
}
ZONES = {city.casefold(): zone for zone, cities in _CITIES.items() for city in cities}
