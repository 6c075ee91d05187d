"""The editors' desk: releases, events, series and photos."""

from releases.admin.event import EventAdmin
from releases.admin.photo import PhotoAdmin
from releases.admin.release import ReleaseAdmin
from releases.admin.series import SeriesAdmin

__all__ = ["EventAdmin", "PhotoAdmin", "ReleaseAdmin", "SeriesAdmin"]
