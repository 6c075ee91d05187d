/* Where something is wrong, the list of it has the focus, and each line of it leads into its field; links to fields
   from elsewhere on the page do the same. Groups that are folded open. */
"use strict";

(() => {
  // Where a person types who wants to mend the field of that id: the editor and the choosers stand in for theirs.
  const place = (target) => {
    const row = target.closest(".form-row, td") || target;
    const standIn = row.querySelector(".ProseMirror[contenteditable], .select2-selection, .select2-search__field");
    const isShown = target.matches("input, select, textarea") && target.offsetParent !== null && !target.matches(".select2-hidden-accessible");
    if (isShown) return target;
    return standIn || row.querySelector("input:not([type=hidden]), select, textarea, a") || target;
  };

  const goTo = (id) => {
    const target = document.getElementById(id);
    if (!target) return false;
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    const there = place(target);
    if (!there.matches("input, select, textarea, a, button, [contenteditable], [tabindex]")) there.tabIndex = -1;
    there.focus({ preventScroll: true });
    there.scrollIntoView({ block: "center" });
    return true;
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href^='#id_'], .error-summary a[href^='#'], .gaps a[href^='#']");
    if (link && goTo(link.hash.slice(1))) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => {
    const summary = document.querySelector(".error-summary");
    if (summary) summary.focus();
    else if (location.hash.startsWith("#id_")) goTo(location.hash.slice(1));
  });
})();

/* Tables of a form know in each row what its columns are called, for when their rows become lines. */
(() => {
  const nameColumns = (table) => {
    const heads = [...table.querySelectorAll("thead th")];
    // Measured as a table: where it has no room, its rows become lines.
    table.classList.remove("wide-table");
    table.classList.toggle("wide-table", table.scrollWidth > table.closest(".tabular").clientWidth);
    table.querySelectorAll("tbody > tr.form-row").forEach((row) => {
      [...row.children].forEach((cell, number) => {
        const name = heads[number]?.textContent.trim();
        const isEmpty = cell.matches(".delete") && !cell.children.length;
        if (name && !isEmpty) cell.dataset.label = name;
      });
    });
  };

  // The first and each that is added: the buttons to delete new rows come by Django's script.
  const nameAll = () => document.querySelectorAll(".inline-group .tabular table").forEach(nameColumns);
  document.addEventListener("DOMContentLoaded", () => {
    nameAll();
    window.addEventListener("resize", nameAll);
    window.addEventListener("load", nameAll);
    document.querySelectorAll(".inline-group details").forEach((one) => one.addEventListener("toggle", nameAll));
  });
  document.addEventListener("formset:added", nameAll);
})();
