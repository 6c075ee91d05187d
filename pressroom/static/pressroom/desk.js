/* Forms while they are filled in: names for what Django and the editor leave unnamed.
   Without this file the form works all the same; the server checks everything again. */
"use strict";

(() => {
  const RIGHT_TO_LEFT = new Set(["ar"]);

  // The editor adds its few rules as an inline style, which this site refuses, unless it finds them there.
  // They are in admin.css; what it finds is an element of that name that is no style to the browser.
  const rules = document.createElementNS("urn:pressroom", "style");
  rules.setAttribute("data-tiptap-style", "");
  document.head.append(rules);

  const language = () => document.getElementById("id_language");

  const nameEditor = (textarea, area) => {
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    if (label) area.setAttribute("aria-label", label.textContent.replace(/:\s*$/, ""));
    area.setAttribute("role", "textbox");
    area.setAttribute("aria-multiline", "true");
  };

  const followLanguage = (area) => {
    const select = language();
    if (!select) return;
    const turn = () => {
      area.lang = select.value;
      area.dir = RIGHT_TO_LEFT.has(select.value) ? "rtl" : "ltr";
    };
    select.addEventListener("change", turn);
    turn();
  };

  document.addEventListener("prose-editor:ready", (event) => {
    const area = event.detail.editor.view.dom;
    nameEditor(event.detail.textarea, area);
    followLanguage(area);
  });

  // The boxes that select2 draws in front of a <select> do not take its label with them.
  const nameChoices = () => {
    document.querySelectorAll("select.admin-autocomplete").forEach((select) => {
      const label = document.querySelector(`label[for="${select.id}"]`);
      const name = select.getAttribute("aria-label") || (label && label.textContent.replace(/:\s*$/, "").trim());
      const drawn = select.nextElementSibling;
      if (!name || !drawn) return;
      drawn
        .querySelectorAll(".select2-selection, .select2-selection__rendered[role], .select2-search__field")
        .forEach((box) => box.setAttribute("aria-label", name));
      // What is chosen stands in a list together with a button and the field to type in: no list to those who hear it.
      drawn.querySelectorAll("ul.select2-selection__rendered").forEach((chosen) => {
        chosen.setAttribute("role", "group");
        chosen.setAttribute("aria-label", name);
        [...chosen.children].forEach((row) => row.tagName === "LI" && row.setAttribute("role", "none"));
      });
    });
  };

  // A table of rows has a column with the name of each row, and one to strike rows, where no row may be struck
  // either: Django gives them heads without a word.
  const nameRows = () => {
    document.querySelectorAll(".inline-group thead th").forEach((head) => {
      if (head.textContent.trim()) return;
      if (!head.matches(".original")) {
        head.replaceWith(document.createElement("td"));
        return;
      }
      const heading = head.closest(".inline-group").querySelector(".inline-heading");
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = heading ? heading.textContent.trim() : "";
      head.append(name);
    });
  };

  const nameSearch = () => {
    const search = document.getElementById("searchbar");
    const button = search && search.form.querySelector("[type=submit]");
    if (button) search.setAttribute("aria-label", button.value);
  };

  const isChoice = (node) => node.nodeType === Node.ELEMENT_NODE && /select2/.test(node.className);
  const watchChoices = () =>
    new MutationObserver((changes) => {
      if (changes.some((change) => [...change.addedNodes].some(isChoice))) nameChoices();
    }).observe(document.body, { childList: true, subtree: true });

  document.addEventListener("DOMContentLoaded", () => {
    nameSearch();
    nameRows();
    watchChoices();
    nameChoices();
  });
})();
