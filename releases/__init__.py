"""Press releases, the series and events they belong to, and the rules of their publication."""
