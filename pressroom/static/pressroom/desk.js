/* Forms while they are filled in: what a symbol means, and names for what Django and the editor leave unnamed.
   Without this file the form works all the same; the server checks everything again. */
"use strict";

(() => {
  const RIGHT_TO_LEFT = new Set(["ar"]);
  const PAUSE = 300;

  // The editor adds its few rules as an inline style, which this site refuses, unless it finds them there.
  // They are in admin.css; what it finds is an element of that name that is no style to the browser.
  const rules = document.createElementNS("urn:pressroom", "style");
  rules.setAttribute("data-tiptap-style", "");
  document.head.append(rules);

  const language = () => document.getElementById("id_language");

  const watchSymbol = (input) => {
    const said = document.createElement("output");
    said.className = "help symbol-report";
    said.htmlFor = input.id;
    said.setAttribute("aria-live", "polite");
    (input.closest(".flex-container") || input).after(said);
    let timer = 0;
    let asked = 0;

    const ask = async () => {
      const turn = ++asked;
      const query = new URLSearchParams({
        symbol: input.value,
        language: language() ? language().value : "",
        besides: input.dataset.besides,
      });
      try {
        const response = await fetch(`${input.dataset.symbolReport}?${query}`, {
          headers: { Accept: "application/json" },
        });
        if (!response.ok || turn !== asked) return;
        const report = await response.json();
        said.textContent = report.message;
        said.classList.toggle("symbol-wrong", !report.is_right);
      } catch {
        said.textContent = "";
      }
    };
    const askSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };

    input.addEventListener("input", askSoon);
    if (language()) language().addEventListener("change", askSoon);
    if (input.value) ask();
  };

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
    watchChoices();
    nameChoices();
    document.querySelectorAll("[data-symbol-report]").forEach(watchSymbol);
  });
})();
