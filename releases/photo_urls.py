"""The addresses of photos, below `/media/photos/`."""

from django.urls import re_path

from releases.views.photos import photo

app_name = "photos"
urlpatterns = [
    re_path(r"^(?P<token>[\w-]{1,32})/(?P<width>[0-9]{1,4})\.(?P<suffix>avif|jpg)\Z", photo, name="photo"),
]
