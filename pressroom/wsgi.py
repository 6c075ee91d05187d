"""The site as a WSGI application: `uv run granian --interface wsgi pressroom.wsgi:application`."""

import logging
import os
import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections
from django.utils import timezone

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pressroom.settings")
try:
    django_application: Any = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"pressroom cannot start: {error}")

from releases.delivery.page_cache import in_front_of
from releases.listing import public_index

application = in_front_of(django_application)
try:
    # What takes seconds with a million releases is done before the first reader waits for it.
    public_index.read(timezone.now())
except DatabaseError as error:
    # Not migrated yet, or not there: pages will say so, and the public index is read when they can be shown.
    logging.getLogger(__name__).warning("The public index of releases could not be read yet: %s", error)
finally:
    connections.close_all()
