/* How a day that is typed is read, as the server reads it, and the browser's calendar to choose it from.
   Arrow down in the field opens the calendar. Without this file the field works all the same. */
"use strict";

(() => {
  const PAUSE = 250;
  const timers = new WeakMap();
  const parts = (inside) => {
    const field = inside.closest && inside.closest(".day-field");
    return field && {
      field,
      input: field.querySelector("input:not(.day-calendar)"),
      calendar: field.querySelector(".day-calendar"),
      said: field.querySelector(".day-said"),
    };
  };

  const read = async ({ field, input, calendar, said }, rewrite) => {
    const text = input.value;
    try {
      const response = await fetch(`${field.dataset.readDay}?${new URLSearchParams({ day: text })}`);
      if (!response.ok || input.value !== text) return;
      const answer = await response.json();
      if (input.value !== text) return;
      said.textContent = answer.message;
      said.classList.toggle("day-wrong", !answer.is_right);
      calendar.value = answer.day;
      if (rewrite) input.value = answer.text;
    } catch {
      said.textContent = "";
    }
  };

  const open = ({ calendar }) => {
    calendar.hidden = false;
    try {
      calendar.showPicker();
    } catch {
      calendar.focus();
    }
  };

  document.addEventListener("input", (event) => {
    const day = parts(event.target);
    if (!day || event.target !== day.input) return;
    clearTimeout(timers.get(day.input));
    timers.set(day.input, setTimeout(() => read(day, false), PAUSE));
  });
  document.addEventListener("change", (event) => {
    const day = parts(event.target);
    if (!day || event.target !== day.calendar) return;
    day.input.value = day.calendar.value;
    day.input.dispatchEvent(new Event("change", { bubbles: true }));
    read(day, true);
    day.input.focus();
  });
  document.addEventListener("keydown", (event) => {
    const day = parts(event.target);
    if (!day || event.key !== "ArrowDown" || event.target !== day.input) return;
    event.preventDefault();
    open(day);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest && event.target.closest(".day-open");
    if (button) open(parts(button));
  });

  const show = (root) => root.querySelectorAll(".day-open").forEach((button) => (button.hidden = false));
  document.addEventListener("DOMContentLoaded", () => {
    show(document);
    document.querySelectorAll(".day-field").forEach((field) => {
      const day = parts(field);
      if (day.input.value) read(day, false);
    });
  });
  document.addEventListener("formset:added", (event) => show(event.target));
})();
