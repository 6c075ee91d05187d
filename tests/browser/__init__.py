NO_PLAYWRIGHT = "Playwright is not installed: uv run --group browser pytest -m browser"
