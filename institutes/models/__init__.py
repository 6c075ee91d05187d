from institutes.models.catalogue_change import CatalogueChange
from institutes.models.institute import Institute, InstituteName
from institutes.models.kept_form import KeptForm
from institutes.models.logo import InstituteLogo
from institutes.models.preferences import Preferences
from institutes.models.proposal import Proposal
from institutes.models.queued_mail import QueuedMail

__all__ = [
    "CatalogueChange",
    "Institute",
    "InstituteLogo",
    "InstituteName",
    "KeptForm",
    "Preferences",
    "Proposal",
    "QueuedMail",
]
