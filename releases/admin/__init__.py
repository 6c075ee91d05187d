"""The editors' desk: releases, events, series, photos and contacts."""

from releases.admin.contacts import ContactAdmin
from releases.admin.event import EventAdmin
from releases.admin.photo import PhotoAdmin
from releases.admin.release import ReleaseAdmin
from releases.admin.series import SeriesAdmin

__all__ = ["ContactAdmin", "EventAdmin", "PhotoAdmin", "ReleaseAdmin", "SeriesAdmin"]
