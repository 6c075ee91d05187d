"""Files that go out with a release: judged by what is in them, never by their name."""
