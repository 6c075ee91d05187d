// What goes out soon is counted down, from the moment that the server made the page: the clock of this computer may be
// wrong. The words beside it say the same without this script.
"use strict";

const countdowns = [...document.querySelectorAll(".countdown[data-due]")];
const page = document.querySelector("[data-now]");

function two(number) {
  return String(number).padStart(2, "0");
}

function clock(seconds) {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
}

function show() {
  const now = Date.parse(page.dataset.now) + performance.now();
  for (const countdown of countdowns) {
    const left = Math.ceil((Date.parse(countdown.dataset.due) - now) / 1000);
    countdown.textContent = left > 0 ? clock(left) : countdown.dataset.done;
  }
}

if (page !== null && countdowns.length > 0) {
  show();
  setInterval(show, 1000);
}
