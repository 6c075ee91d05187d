/* Leads into a field or a part of the page, wherever it is folded away. */
"use strict";

// Where a person types who wants to mend the target: the editor and the choosers stand in for theirs.
const workplaceOf = (target) => {
  const row = target.closest(".form-row, td") || target;
  const standIn = row.querySelector(".ProseMirror[contenteditable], .select2-selection, .select2-search__field");
  const isShown = target.matches("input, select, textarea") && target.offsetParent !== null && !target.matches(".select2-hidden-accessible");
  if (isShown) return target;
  return standIn || row.querySelector("input:not([type=hidden]), select, textarea, a") || target;
};

// The first thing in a part of the page that can be worked with.
const firstIn = (part) => {
  const can = "input:not([type=hidden]), select, textarea, button, a[href], .select2-selection, .ProseMirror[contenteditable]";
  const isShown = (node) => node.getClientRects().length > 0 && !node.disabled && !node.matches(".select2-hidden-accessible");
  if (part.matches("button, input, a")) return part;
  return [...part.querySelectorAll(can)].find(isShown) || part;
};

const leadTo = (target, find = workplaceOf) => {
  for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
  const there = find(target);
  if (!there.matches("input, select, textarea, a, button, [contenteditable], [tabindex]")) there.tabIndex = -1;
  there.focus({ preventScroll: true });
  there.scrollIntoView({ block: "center" });
};

/* With Ctrl+G or ⌘G a person types the beginning of the name of a field, a part or a button of the page, and is there.
   Without this file all of them are where they are. */
(() => {
  const MOST = 8;
  const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
  const PARTS = "#content fieldset > legend, #content h2, #content h3, #content summary";
  const BUTTONS = "#content .submit-row :is(button, input[type=submit], a.button), #content button[name]";

  const words = (node) => {
    const labels = node.labels && [...node.labels].map((label) => label.textContent).join(" ");
    const name = node.getAttribute("aria-label") || labels || (node.matches("input") ? node.value : node.textContent);
    return name.replace(/\s+/g, " ").replace(/[:*\s]+$/, "").trim();
  };
  const isThere = (node) => node.getClientRects().length > 0 || node.closest("details:not([open])")?.getClientRects().length > 0;
  // The part that a heading is that of: what is folded below it, or the group that it names.
  const partOf = (heading) => heading.closest("summary")?.parentElement || heading.closest("fieldset, section, .inline-group, form") || heading;

  const placesOf = (root) => {
    const all = (selectors, target, find) => [...root.querySelectorAll(selectors)].map((named) => ({ named, target: target(named), find }));
    const names = new Set();
    return [
      ...all("#content label[for]", (label) => document.getElementById(label.htmlFor), workplaceOf),
      ...all(PARTS, partOf, firstIn),
      ...all(BUTTONS, (button) => button, firstIn),
    ]
      .filter(({ named, target }) => target && isThere(named) && !target.closest(".empty-form, dialog"))
      .map((place) => ({ ...place, name: words(place.named) }))
      .filter(({ name }) => name && !names.has(name) && names.add(name));
  };

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
  const found = (places, typed) => {
    const wanted = plain(typed.trim());
    const rank = ({ name }) => [plain(name).startsWith(wanted), ` ${plain(name)}`.includes(` ${wanted}`)].indexOf(true);
    return [0, 1].flatMap((place) => places.filter((one) => rank(one) === place)).slice(0, MOST);
  };

  const open = () => {
    const dialog = document.getElementById("go-to").content.firstElementChild.cloneNode(true);
    const input = dialog.querySelector("input");
    const list = dialog.querySelector("[role=listbox]");
    const said = dialog.querySelector("[role=status]");
    const places = placesOf(document);
    let shown = [];
    let chosen = 0;
    const choose = (number) => {
      chosen = number;
      [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
      if (shown.length) input.setAttribute("aria-activedescendant", list.children[chosen].id);
      else input.removeAttribute("aria-activedescendant");
    };
    const go = () => {
      const place = shown[chosen];
      if (!place) return;
      dialog.close();
      leadTo(place.target, place.find);
    };
    const show = () => {
      shown = found(places, input.value);
      list.replaceChildren(
        ...shown.map((place, number) => {
          const item = document.createElement("li");
          Object.assign(item, { id: `go-to-${number}`, role: "option", dir: "auto", textContent: place.name });
          item.addEventListener("click", () => {
            chosen = number;
            go();
          });
          return item;
        }),
      );
      said.textContent = shown.length ? "" : said.dataset.nothing;
      choose(0);
    };
    input.addEventListener("input", show);
    dialog.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !shown.length) return;
      event.preventDefault();
      choose((chosen + step + shown.length) % shown.length);
    });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      go();
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    show();
    dialog.showModal();
    input.focus();
  };

  const isGoTo = (event) => {
    const letter = /^[\x20-\x7e]$/.test(event.key) ? event.key.toLowerCase() : event.code.slice(3).toLowerCase();
    return (IS_MAC ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey && letter === "g";
  };
  // Before the browser, which would look for the next place of a word.
  document.addEventListener(
    "keydown",
    (event) => {
      if (!isGoTo(event) || !document.getElementById("go-to")) return;
      event.preventDefault();
      if (!event.repeat && !document.querySelector("dialog[open]")) open();
    },
    { capture: true },
  );
})();
