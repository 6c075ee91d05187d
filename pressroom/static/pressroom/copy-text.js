/* Buttons that copy a text of the page or print it. Without this file they are not shown. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const said = document.getElementById("copied");
  document.querySelectorAll("[data-copies-text]").forEach((button) => {
    const source = document.getElementById(button.dataset.copiesText);
    if (!navigator.clipboard || !source) {
      button.closest("li").remove();
      return;
    }
    const label = button.textContent;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent.trim().replace(/\s+/g, " "));
      button.textContent = said.textContent = button.dataset.copied;
      setTimeout(() => {
        button.textContent = label;
        said.textContent = "";
      }, 4000);
    });
  });
  document.querySelectorAll("[data-prints]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });
});
