"""The editors' desk: releases, events, series, photos, contacts and pages about the site."""

from releases.admin.contacts import ContactAdmin
from releases.admin.event import EventAdmin
from releases.admin.photo import PhotoAdmin
from releases.admin.release import ReleaseAdmin
from releases.admin.series import SeriesAdmin
from releases.admin.site_page import SitePageAdmin

__all__ = ["ContactAdmin", "EventAdmin", "PhotoAdmin", "ReleaseAdmin", "SeriesAdmin", "SitePageAdmin"]
