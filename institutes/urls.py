"""The addresses of logos, below `/media/logos/`."""

from django.urls import re_path

from institutes.views import logo

app_name = "logos"
urlpatterns = [
    re_path(r"^(?P<token>[\w-]{1,32})/(?P<width>[0-9]{1,4})\.(?P<suffix>avif|jpg)\Z", logo, name="logo"),
]
