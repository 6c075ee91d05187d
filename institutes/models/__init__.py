from institutes.models.institute import Institute, InstituteName
from institutes.models.logo import InstituteLogo

__all__ = ["Institute", "InstituteLogo", "InstituteName"]
