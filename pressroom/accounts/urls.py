"""The addresses of the pages about accounts, below /admin/."""

from django.contrib.admin import AdminSite
from django.urls import URLPattern, path

from pressroom.accounts.account import account


def desk_urls(site: AdminSite) -> list[URLPattern]:
    """What `site` answers beside the pages of its models."""
    return [path("account/", site.admin_view(account), name="account")]
