/* What the desk adds to its text editor: clean paste, spaces that stay, links that lead somewhere. */

import { Extension, Link as EditorLink, PasteRule, Plugin } from "django-prose-editor/editor";
import { wholeAddress } from "pressroom/paste/addresses";
import { clean } from "pressroom/paste/clean";

const PAUSE = 300;
const ADDRESS = /(?<![\w@./])(?:https?:\/\/|www\.)[^\s<>"'“”«»]*[^\s<>"'“”«».,;:!?()[\]]/gi;

/* Says below the editor what was not pasted, and to those who hear the page. The sentence is the server's. */
const reportLeftOut = (view, left) => {
  const textarea = view.dom.closest(".prose-editor")?.querySelector("textarea[data-left-out]");
  if (!textarea) return;
  const place = textarea.parentElement.querySelector(".left-out");
  const counts = Object.entries(left).filter(([_kind, count]) => count);
  const turn = (place.dataset.turn = String(Number(place.dataset.turn || 0) + 1));
  place.textContent = "";
  if (!counts.length) return;
  const say = (sentence) => {
    if (place.dataset.turn === turn) place.textContent = sentence;
  };
  fetch(`${textarea.dataset.leftOut}?${new URLSearchParams(counts)}`, { headers: { Accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : Promise.reject(response)))
    .then((answer) => say(answer.message))
    .catch(() => say(textarea.dataset.leftOutOtherwise));
};

/* A body holds no pictures: files alone are refused, and that is said, before the browser would open one instead. */
const refusePictures = (view, transfer) => {
  if (!transfer?.files.length || transfer.types.some((type) => type.startsWith("text/"))) return false;
  reportLeftOut(view, { pictures: transfer.files.length });
  return true;
};

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  onCreate() {
    const place = document.createElement("output");
    place.className = "help left-out";
    place.setAttribute("aria-live", "polite");
    this.editor.view.dom.closest(".prose-editor")?.append(place);
  },
  addProseMirrorPlugins() {
    let isOwn = true;
    const transformPastedHTML = (html, view) => {
      const { html: cleaned, left } = clean(html);
      isOwn = cleaned === html;
      reportLeftOut(view, left);
      return cleaned;
    };
    // A list or table from elsewhere stays whole; the editor would melt its first words into the line before.
    const transformPasted = (slice) => {
      const { firstChild, lastChild } = slice.content;
      const isWhole = (node) => !isOwn && node && !node.isTextblock && !node.isText;
      if (!isWhole(firstChild) && !isWhole(lastChild)) return slice;
      const start = isWhole(firstChild) ? 0 : slice.openStart;
      return new slice.constructor(slice.content, start, isWhole(lastChild) ? 0 : slice.openEnd);
    };
    const handlePaste = (view, event) => refusePictures(view, event.clipboardData);
    const handleDrop = (view, event) => refusePictures(view, event.dataTransfer);
    return [new Plugin({ props: { transformPastedHTML, transformPasted, handlePaste, handleDrop } })];
  },
});

/* Paragraphs that nobody touched are saved with the spaces they had; HTML would take two for one. */
export const KeepSpaces = Extension.create({
  name: "keepSpaces",
  onBeforeCreate() {
    this.editor.options.parseOptions = { preserveWhitespace: true };
  },
});

const offerTargets = (dialog, address) => {
  const search = dialog.querySelector("[type=search]");
  const list = dialog.querySelector(".link-targets");
  const said = dialog.querySelector(".link-said");
  let timer = 0;
  let turn = 0;
  const show = (targets) => {
    list.replaceChildren(
      ...targets.map((target) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dir = "auto";
        button.textContent = target.label;
        button.addEventListener("click", () => {
          address.value = target.url;
          address.focus();
        });
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
    said.textContent = targets.length || !search.value.trim() ? "" : said.dataset.nothing;
  };
  const ask = async () => {
    const mine = ++turn;
    const query = new URLSearchParams({ q: search.value, language: document.getElementById("id_language")?.value || "" });
    try {
      const response = await fetch(`${dialog.dataset.targets}?${query}`, { headers: { Accept: "application/json" } });
      if (response.ok && mine === turn) show((await response.json()).targets);
    } catch {
      if (mine === turn) show([]);
    }
  };
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
};

/* Asks for an address: the one that was chosen or typed, with its scheme; "" to take the link away; null for nothing. */
const askForAddress = (href) =>
  new Promise((resolve) => {
    const dialog = document.getElementById("link-dialog").content.firstElementChild.cloneNode(true);
    const address = dialog.querySelector("[name=address]");
    const wrong = dialog.querySelector(".link-wrong");
    let answer = null;
    const end = (given) => {
      answer = given;
      dialog.close();
    };
    address.value = href;
    dialog.querySelector("[name=remove]").hidden = !href;
    dialog.querySelector("[name=remove]").addEventListener("click", () => end(""));
    dialog.querySelector("[name=cancel]").addEventListener("click", () => end(null));
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const whole = wholeAddress(address.value);
      wrong.hidden = Boolean(whole);
      address.toggleAttribute("aria-invalid", !whole);
      if (whole) end(whole);
      else address.focus();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
    offerTargets(dialog, address);
    document.body.append(dialog);
    dialog.showModal();
    address.focus();
  });

export const Link = EditorLink.extend({
  /* Addresses in pasted words become links; the editor's own rule would also bend the links that were pasted. */
  addPasteRules() {
    const handler = ({ state, range, match }) => {
      const href = wholeAddress(match[0]);
      if (!href || state.doc.rangeHasMark(range.from, range.to, this.type)) return;
      state.tr.addMark(range.from, range.to, this.type.create({ href }));
    };
    return [new PasteRule({ find: ADDRESS, handler })];
  },
  addCommands() {
    return {
      ...this.parent?.(),
      addLink:
        () =>
        ({ editor }) => {
          if (editor.state.selection.empty && !editor.isActive("link")) return false;
          askForAddress(editor.getAttributes("link").href || "").then((href) => {
            const chain = editor.chain().focus().extendMarkRange("link");
            if (href) chain.setLink({ href }).run();
            else if (href === "") chain.unsetLink().run();
            else editor.commands.focus();
          });
          return true;
        },
    };
  },
});
