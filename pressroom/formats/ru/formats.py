"""Dates as the site writes them in Russian, for what Django writes itself."""

DATE_FORMAT = "j E Y года"
DATETIME_FORMAT = "j E Y года, H:i"
YEAR_MONTH_FORMAT = "F Y года"
MONTH_DAY_FORMAT = "j E"
TIME_FORMAT = "H:i"
