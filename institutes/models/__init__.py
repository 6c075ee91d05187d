from institutes.models.account_event import AccountEvent
from institutes.models.account_link import AccountLink
from institutes.models.catalogue_change import CatalogueChange
from institutes.models.city import City, CityName, Located
from institutes.models.desk_session import DeskSession, KnownDevice
from institutes.models.institute import Institute, InstituteName, InstituteText
from institutes.models.kept_form import KeptForm
from institutes.models.logo import InstituteLogo
from institutes.models.notice import Notice
from institutes.models.preferences import Preferences
from institutes.models.proposal import Proposal
from institutes.models.queued_mail import QueuedMail
from institutes.models.saved_view import SavedView
from institutes.models.second_factor import AuthenticatorApp, Passkey, RecoveryCode
from institutes.models.try_limit import TryLimit

__all__ = [
    "AccountEvent",
    "AccountLink",
    "AuthenticatorApp",
    "CatalogueChange",
    "City",
    "CityName",
    "DeskSession",
    "Institute",
    "InstituteLogo",
    "InstituteName",
    "InstituteText",
    "KeptForm",
    "KnownDevice",
    "Located",
    "Notice",
    "Passkey",
    "Preferences",
    "Proposal",
    "QueuedMail",
    "RecoveryCode",
    "SavedView",
    "TryLimit",
]
