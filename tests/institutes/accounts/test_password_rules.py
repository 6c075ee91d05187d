"""What a new password has to be."""

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

ANNA = User(username="anna.k", first_name="Anna", last_name="Katz", email="anna.katz@un.example.org")


def codes(password):
    try:
        validate_password(password, ANNA)
    except ValidationError as error:
        return sorted(each.code for each in error.error_list)
    return []


@pytest.mark.parametrize(
    "password",
    [
        "invented-password",
        "Vier Hasen im Klee",
        "tüchtige Möwen 7",
        "国际新闻发布会厅很大很安静啊",
        "xK7#pq92Lm!v",
    ],
)
def test_a_few_words_or_many_signs_will_do(password):
    assert codes(password) == []


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("eleven-long", "password_too_short"),
        ("password1234", "password_too_common"),
        ("Password!2026", "password_too_common"),
        ("123456789012", "password_too_common"),
        ("2026-11-26-16", "password_too_common"),
        ("qwertyuiopasdf"[:12], "password_too_common"),
        ("abcdefghijklm", "password_too_common"),
        ("monkeymonkeymonkey", "password_too_common"),
        ("aaaaaaaaaaaaaa", "password_too_common"),
        ("............", "password_too_common"),
        ("my-name-is-Katz", "password_too_similar"),
        ("Anna loves cheese", "password_too_similar"),
    ],
)
def test_what_others_would_guess_is_refused(password, code):
    assert code in codes(password)
