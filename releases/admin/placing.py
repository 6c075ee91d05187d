"""Rows of an edition that stand in an order: dragged, moved by buttons, or numbered where there is no script."""

from typing import Any

from django import forms
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from institutes.desk.forms import CheckedForm


class PlacedForm(CheckedForm):
    """A row with a place among the others. A new one without a number stands after them."""

    position = forms.IntegerField(
        label=_("position"),
        required=False,
        min_value=1,
        max_value=32_767,
        widget=forms.NumberInput(attrs={"class": "position"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial["position"] = None

    def clean_position(self) -> int:
        """The number, 0 for the place after all others."""
        return self.cleaned_data["position"] or 0

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        row = self.instance
        if row.position == 0:
            others = type(row)._base_manager.filter(release=row.release_id)
            row.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
        return super().save(commit)
