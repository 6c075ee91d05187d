"""A person at the desk who has no mouse: keys are pressed, and counted with the pages they bring."""

IS_FOCUSED = "node => node === document.activeElement || node.contains(document.activeElement)"
FARTHEST = 200


class Typist:
    """Works a page by its keyboard alone. `keys` are all but typed text, `tabs` those of them that are Tab."""

    def __init__(self, page):
        self.page = page
        self.keys = self.tabs = self.loads = 0
        page.on("domcontentloaded", self._loaded)
        # Playwright looks out for choosers from now on, not only from the moment before the key is pressed.
        page.on("filechooser", lambda _chooser: None)

    def _loaded(self, _page):
        self.loads += 1

    def spent(self):
        """What was needed since this was last asked: keys, tabs among them, pages."""
        spent = (self.keys, self.tabs, self.loads)
        self.keys = self.tabs = self.loads = 0
        return spent

    def press(self, *keys):
        for key in keys:
            self.keys += 1
            self.tabs += key.endswith("Tab")
            self.page.keyboard.press(key)

    def reach(self, target, key="Tab"):
        """Presses the key until the target has the focus."""
        for _step in range(FARTHEST):
            if target.evaluate(IS_FOCUSED):
                return
            self.press(key)
        raise AssertionError(f"{key} does not lead to {target}")

    def write(self, text):
        """Typed text is work that no desk can save, and is not counted."""
        self.page.keyboard.type(text)

    def go(self, *keys):
        """The keys lead to another page, which is there afterwards."""
        *first, last = keys
        self.press(*first)
        with self.page.expect_event("load"):
            self.press(last)

    def choose_file(self, target, name, content, kind):
        """The chooser that the browser opens for the field that has the focus."""
        self.reach(target)
        with self.page.expect_file_chooser() as chosen:
            self.press("Enter")
        chosen.value.set_files({"name": name, "mimeType": kind, "buffer": content})

    def go_to(self, name):
        """By the key that asks where to go; the beginning of the name is not text of the release, and is counted."""
        self.press("Control+g")
        self.write(name)
        self.keys += len(name)
        self.press("Enter")
