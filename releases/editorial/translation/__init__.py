"""Translations: the original beside them paragraph by paragraph, what changed in it since, files for translators."""
