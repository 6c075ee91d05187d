/* The keys of the desk, as the help lists them: each presses what stands on the page, and does nothing where it is not.
   Without this file everything is reached by the tabulator. */
"use strict";

(() => {
  const OFF = "pressroom:single-keys-off";
  // How long a G waits for the key after it.
  const SEQUENCE = 1500;
  const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);

  // What each key with Ctrl or ⌘ presses: the first of these that there is.
  const CONTROLS = {
    save: [".submit-row [name=_save]", "[data-key=save]"],
    next: [
      ".submit-row [name=_submit]",
      ".submit-row > .move-approve",
      ".submit-row > .move-submit",
      ".move-form .submit-row :is(input, a).default:not(.grave)",
      ".proposal-decision .submit-row .default",
      ".import-form .submit-row .default",
      ".import-review .submit-row .default",
    ],
    preview: [".submit-row [name=_preview]"],
  };
  const WRITTEN = { save: "S", next: "Enter", preview: "Shift+Enter" };
  const SEARCHES = ["#searchbar", "#help-query", "main [type=search]"];
  const LINES = ["#result_list tbody tr", ".need > ul > li", ".desk-table tbody tr", ".results tbody tr", ".help-contents > li"];

  const first = (selectors) => selectors.map((one) => document.querySelector(one)).find((found) => found && found.offsetParent);
  const control = (name) => first(CONTROLS[name]);
  const isOff = () => localStorage.getItem(OFF) !== null;

  // The letter of a key, on keyboards with other letters that of its place.
  const letter = ({ key, code }) => {
    if (/^[a-z]$/i.test(key)) return key.toLowerCase();
    return /^[\x20-\x7e]$/.test(key) || !code.startsWith("Key") ? "" : code.slice(3).toLowerCase();
  };
  const isSlash = ({ key, code, shiftKey }) => key === "/" || (code === "Slash" && !shiftKey && !/^[!-~]$/.test(key));
  const isQuestion = ({ key, code, shiftKey }) => key === "?" || key === "؟" || (code === "Slash" && shiftKey && !/^[!-~]$/.test(key));

  const isField = (node) =>
    node.isContentEditable ||
    node.matches("textarea, select, [role=textbox], [role=combobox], [role=listbox], [role=searchbox]") ||
    (node.matches("input") && !["button", "submit", "reset", "image"].includes(node.type));

  const withControl = (event) => {
    if (!(IS_MAC ? event.metaKey : event.ctrlKey) || event.altKey) return null;
    if (event.key === "Enter") return event.shiftKey ? "preview" : "next";
    return letter(event) === "s" && !event.shiftKey ? "save" : null;
  };

  // The first link of each line of the list.
  const lines = () => {
    const lists = LINES.map((one) => [...document.querySelectorAll(one)].map((line) => line.querySelector("a[href]")));
    return lists.map((links) => links.filter((link) => link?.offsetParent)).find((links) => links.length) || [];
  };
  const step = (by) => {
    const all = lines();
    const focused = document.activeElement;
    const here = all.findIndex((line) => line === focused || line.closest("tr, li")?.contains(focused));
    const there = here < 0 ? all[by > 0 ? 0 : all.length - 1] : all[here + by];
    if (!there) return false;
    there.focus();
    return true;
  };
  const search = () => {
    const box = first(SEARCHES);
    if (!box) return false;
    box.focus();
    box.select();
    return true;
  };
  const openKeys = () => {
    const { keys } = document.querySelector(".desk-menu")?.dataset || {};
    if (keys) location.assign(keys);
    return Boolean(keys);
  };
  const open = (link) => {
    if (!link) return false;
    link.click();
    return true;
  };

  let waitsUntil = 0;
  const single = (event) => {
    const pressed = letter(event);
    if (event.timeStamp < waitsUntil) {
      waitsUntil = 0;
      return pressed !== "" && open(document.querySelector(`.desk-menu [data-go="${pressed}"]`));
    }
    if (isSlash(event)) return search();
    if (isQuestion(event)) return openKeys();
    if (event.shiftKey) return false;
    if (pressed === "g") waitsUntil = event.timeStamp + SEQUENCE;
    if (pressed === "j") return step(1);
    return pressed === "k" && step(-1);
  };

  // Before the text editor, which has a meaning of its own for some of them.
  document.addEventListener(
    "keydown",
    (event) => {
      // A dialog has keys and buttons of its own.
      if (event.isComposing || event.repeat || document.querySelector("dialog[open]")) return;
      const name = withControl(event);
      if (name) {
        const button = control(name);
        // Else the browser would offer to save the page.
        if (button || name === "save") event.preventDefault();
        if (!button) return;
        event.stopPropagation();
        button.click();
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isOff() || isField(event.target)) return;
      if (single(event)) event.preventDefault();
    },
    { capture: true },
  );

  // What can be pressed says by which key.
  const say = () => {
    const modifiers = IS_MAC ? ["Meta"] : ["Control"];
    Object.keys(CONTROLS).forEach((name) => {
      const keys = modifiers.map((modifier) => `${modifier}+${WRITTEN[name]}`).join(" ");
      control(name)?.setAttribute("aria-keyshortcuts", keys);
    });
    const box = first(SEARCHES);
    if (!box) return;
    if (isOff()) box.removeAttribute("aria-keyshortcuts");
    else box.setAttribute("aria-keyshortcuts", "/");
  };

  // Where the help lists the keys, single ones are switched off and on.
  const offer = (place) => {
    const [said, button] = [place.querySelector("[role=status]"), place.querySelector("button")];
    const show = () => {
      const which = isOff() ? "off" : "on";
      said.textContent = said.dataset[which];
      button.textContent = button.dataset[which];
    };
    button.addEventListener("click", () => {
      if (isOff()) localStorage.removeItem(OFF);
      else localStorage.setItem(OFF, "yes");
      show();
      say();
    });
    show();
    place.hidden = false;
  };

  document.addEventListener("DOMContentLoaded", () => {
    say();
    document.querySelectorAll("[data-single-keys]").forEach(offer);
  });
})();
