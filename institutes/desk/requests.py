"""A request at the desk, and what the parts of the desk tell one another on it while it is answered."""

from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import User

from institutes.requests import SiteRequest

if TYPE_CHECKING:
    from institutes.desk.form_merge import FormMerge
    from institutes.models import KeptForm, Proposal


class DeskRequest(SiteRequest):
    """A request of a signed-in member of staff. For annotations only: Django makes requests.

    `kept` is the form that was kept on the server and is shown again, `refusal` the sentences that say why nothing
    is saved yet, `merge` what two people typed into one form, `proposal` what a save made instead of a change,
    `is_only_proposed` whether a save of this person proposes; `is_adding` and `reads_history` name two pages,
    `narrowed_to` are the sets of keys to which filters of a list narrow it, `wanted` the keys that all of them and
    the words in its search box leave, `people` everybody who has an account, and their names, `public_index`
    what is public, with all names at hand, `saved_views` the views that the person has of the list,
    `found` are the ids that the words in the search box of a list found, None where nothing was searched for;
    `beside` is what stands beside the fields of the form: for a translation, its original.
    """

    user: User
    kept: "KeptForm"
    refusal: list[str]
    merge: "FormMerge | None"
    proposal: "Proposal | None"
    is_only_proposed: bool
    is_adding: bool
    reads_history: bool
    found: Any
    saved_views: list[Any]
    public_index: Any
    narrowed_to: list[frozenset[int]]
    wanted: Any
    people: list[tuple[str, str]]
    beside: Any
