/* Rows that stand in an order are dragged, or moved by buttons; their numbers are then no longer typed.
   Without this file the numbers are fields, and a row without one stands last. */
"use strict";

(() => {
  const ORDERED = ".inline-group .tabular";
  let words = {};
  const rowsOf = (table) => [...table.querySelectorAll("tr.form-row:not(.empty-form)")];
  const positionOf = (row) => row.querySelector('input[name$="-position"]');

  const say = (table, row) => {
    const status = table.querySelector(".row-status");
    const rows = rowsOf(table);
    status.textContent = words.moved
      .replace("%(place)s", rows.indexOf(row) + 1)
      .replace("%(count)s", rows.length);
  };

  const number = (table) => {
    rowsOf(table).forEach((row, index) => {
      const field = positionOf(row);
      if (field.value === String(index + 1)) return;
      field.value = index + 1;
      field.dispatchEvent(new Event("input", { bubbles: true }));
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  };

  const place = (table, row, other, after) => {
    if (!other || other === row) return;
    other[after ? "after" : "before"](row);
    number(table);
    say(table, row);
  };

  const move = (table, row, step, button) => {
    const rows = rowsOf(table);
    place(table, row, rows[rows.indexOf(row) + step], step > 0);
    button.focus();
  };

  const button = (label, sign, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "row-move";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.title = label;
    made.addEventListener("click", () => act(made));
    return made;
  };

  let dragged = null;

  const makeMovable = (table, row) => {
    const field = positionOf(row);
    if (!field || field.type === "hidden" || row.dataset.movable) return;
    row.dataset.movable = "true";
    field.classList.add("is-numbered");
    field.tabIndex = -1;
    const controls = document.createElement("span");
    controls.className = "row-moves";
    const handle = document.createElement("span");
    handle.className = "row-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    handle.addEventListener("pointerdown", () => { row.draggable = true; });
    controls.append(
      handle,
      button(words.up, "↑", (self) => move(table, row, -1, self)),
      button(words.down, "↓", (self) => move(table, row, 1, self)),
    );
    field.after(controls);
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
    });
    row.addEventListener("dragend", () => { dragged = null; row.draggable = false; });
    row.addEventListener("dragover", (event) => {
      if (dragged && dragged.parentNode === row.parentNode) event.preventDefault();
    });
    row.addEventListener("drop", (event) => {
      if (!dragged || dragged.parentNode !== row.parentNode) return;
      event.preventDefault();
      const { top, height } = row.getBoundingClientRect();
      place(table, dragged, row, event.clientY > top + height / 2);
    });
  };

  const start = (table) => {
    if (!table.querySelector('input[name$="-position"]') || !words.up) return;
    const status = document.createElement("p");
    status.className = "row-status visually-hidden";
    status.setAttribute("role", "status");
    table.append(status);
    rowsOf(table).forEach((row) => makeMovable(table, row));
  };

  document.addEventListener("DOMContentLoaded", () => {
    words = document.getElementById("row-words")?.dataset || {};
    document.querySelectorAll(ORDERED).forEach(start);
  });
  document.addEventListener("formset:added", (event) => {
    const table = event.target.closest(ORDERED);
    if (table && words.up) makeMovable(table, event.target);
  });
})();
