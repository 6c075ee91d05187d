/* A button that copies what stands in a field. Without this file it is not shown, and the field can be copied by hand. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll("[data-copies]").forEach((button) => {
    const field = document.getElementById(button.dataset.copies);
    button.hidden = false;
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(field.value);
      } catch {
        // Without HTTPS there is no clipboard to write to: what is selected is copied the old way.
        document.execCommand("copy");
      }
      button.textContent = button.dataset.copied;
    });
  });
});
