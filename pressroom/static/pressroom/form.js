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
