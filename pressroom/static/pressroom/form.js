/* Where something is wrong, the list of it has the focus, and each line of it leads into its field; links to fields
   from elsewhere on the page do the same. A row that is added has the focus. */
"use strict";

(() => {
  const goTo = (id) => {
    const target = document.getElementById(id);
    if (target) leadTo(target);
    return Boolean(target);
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

  // Else the tabulator would go on below the row that was asked for.
  document.addEventListener("formset:added", (event) => {
    // The choosers of the row are drawn by then.
    if (document.activeElement?.closest(".add-row")) setTimeout(() => leadTo(event.target, firstIn));
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
