"""The signs that a template puts between words (`institutes.punctuation`); no library has to be loaded for them."""

from django import template

from institutes import punctuation

register = template.Library()
register.simple_tag(punctuation.comma)
register.simple_tag(punctuation.full_stop)
register.filter(punctuation.quoted)
register.filter(punctuation.bracketed)
