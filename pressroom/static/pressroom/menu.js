// The menu's folded lists are closed as menus are: by Escape, and by going elsewhere. Without this file, by their button.
"use strict";

for (const folded of document.querySelectorAll(".desk-menu-more, .desk-menu-folded")) {
  folded.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !folded.open) return;
    folded.open = false;
    folded.querySelector("summary").focus();
  });
  folded.addEventListener("toggle", () => {
    // Where the menu takes two lines, the list opens to the side on which there is room for it.
    const list = folded.querySelector("ul");
    list.classList.remove("opens-forward");
    const { left, right } = list.getBoundingClientRect();
    list.classList.toggle("opens-forward", left < 0 || right > document.documentElement.clientWidth);
  });
  const leave = (event) => {
    if (!folded.contains(event.target)) folded.open = false;
  };
  document.addEventListener("click", leave);
  document.addEventListener("focusin", leave);
}
