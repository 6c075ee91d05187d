"""From files and pasted text to drafts."""
