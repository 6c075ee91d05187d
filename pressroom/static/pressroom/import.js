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
