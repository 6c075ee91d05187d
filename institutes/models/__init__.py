from institutes.models.institute import Institute, InstituteName

__all__ = ["Institute", "InstituteName"]
