"""Dates as the site writes them in French, for what Django writes itself."""

DATE_FORMAT = "j\u00a0F Y"
SHORT_DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j\u00a0F Y, H:i"
SHORT_DATETIME_FORMAT = "j M Y, H:i"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j\u00a0F"
TIME_FORMAT = "H:i"
