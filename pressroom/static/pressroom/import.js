/* Files dropped on the zone are those of its file field. Without this file the field works all the same. */
"use strict";

document.querySelectorAll("[data-drop-zone]").forEach((zone) => {
  const input = zone.querySelector("input[type=file]");
  const names = zone.querySelector("[data-drop-names]");
  const stop = (event) => {
    event.preventDefault();
    zone.classList.toggle("is-over", event.type === "dragover");
  };
  const show = () => {
    const files = [...input.files].map((file) => file.name);
    names.textContent = files.length > 5 ? `${files.length} ${names.dataset.more}` : files.join(", ");
    names.hidden = files.length === 0;
  };

  ["dragover", "dragleave", "drop"].forEach((name) => zone.addEventListener(name, stop));
  zone.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    show();
  });
  input.addEventListener("change", show);
});

/* An import goes on by itself while its page is open; what the page shows is renewed in place. */
(() => {
  const goOn = async () => {
    const form = document.querySelector("[data-go-on]");
    if (!form) return;
    const shown = document.querySelector("[data-import-progress]");
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form) });
      if (!response.ok || response.url.includes("/login/")) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const renewed = page.querySelector("[data-import-progress]");
      if (!renewed) return;
      const held = shown.contains(document.activeElement) ? document.activeElement.closest("[data-go-on]") : null;
      if (shown.contains(document.activeElement) && !held) {
        // Somebody is among the rows: only the numbers change under them.
        [".import-status", ".import-go-on"].forEach((part) => {
          const [old, now] = [shown.querySelector(part), renewed.querySelector(part)];
          if (old && now) old.replaceWith(now);
          else if (old) old.remove();
        });
      } else {
        shown.replaceWith(renewed);
        if (held) document.querySelector("[data-go-on] button")?.focus();
      }
    } catch {
      // The button stays, for when the server answers again.
      return;
    }
    setTimeout(goOn, 200);
  };
  goOn();
})();
