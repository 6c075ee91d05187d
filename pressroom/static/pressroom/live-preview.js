/* The page of what is typed, beside the form, and what it still lacks. Nothing is saved by it. Without this file the
   form works all the same: its Preview button saves and shows. */
"use strict";

(() => {
  const LOOK_EVERY = 300;
  const PAUSE = 400;
  const LONGEST_WAIT = 1500;
  // From here on there is room beside the form without having been asked for it.
  const WIDE = 1500;
  const REMEMBERED = "pressroom:live-preview";
  const WIDTHS = { desktop: 1280, phone: 375, print: 794 };
  // Where on the page a field of the form is read.
  const PLACES = {
    title: "h1", subtitle: ".subtitle", meeting: ".meeting", note_of_origin: ".origin", contacts: "#contacts",
    correction_note: ".notice", dateline_city: ".dateline", dateline_on: ".dateline", source: ".dateline",
    symbol: ".release-line", kind: ".release-line", issued_on: ".release-line", events: "#events",
  };

  const remembered = () => {
    try {
      return JSON.parse(localStorage.getItem(REMEMBERED)) || {};
    } catch {
      return {};
    }
  };
  const remember = (values) => {
    try {
      localStorage.setItem(REMEMBERED, JSON.stringify({ ...remembered(), ...values }));
    } catch {
      // A browser that keeps nothing shows it as it opened.
    }
  };

  class LivePreview {
    constructor(panel, form) {
      this.panel = panel;
      this.form = form;
      this.frame = panel.querySelector("iframe");
      this.text = panel.querySelector(".live-text");
      this.stage = panel.querySelector(".live-stage");
      this.said = panel.querySelector(".live-said");
      this.toggle = document.getElementById("live-toggle");
      this.gaps = document.getElementById("gaps-live");
      this.aborting = null;
      this.answer = null;
      this.isReady = false;
      this.seen = this.fields();
      [this.changedAt, this.unshownSince] = [0, 0];
      this.listen();
      this.choose(remembered().mode || "desktop");
      this.open(remembered().isOpen ?? window.innerWidth >= WIDE);
      setInterval(() => this.tick(), LOOK_EVERY);
    }

    listen() {
      const main = document.getElementById("content-main");
      main.prepend(this.toggle);
      main.append(this.panel);
      const lacks = document.getElementById("live-lacks");
      if (lacks) this.form.prepend(lacks);
      this.toggle.hidden = false;
      this.toggle.addEventListener("click", () => {
        this.open(this.panel.hidden);
        remember({ isOpen: !this.panel.hidden });
      });
      this.panel.querySelectorAll("[name=live-mode]").forEach((choice) => {
        choice.addEventListener("change", () => {
          this.choose(choice.value);
          remember({ mode: choice.value });
        });
      });
      this.frame.addEventListener("load", () => {
        this.isReady = this.frame.hasAttribute("srcdoc");
        this.printed();
        this.follow();
      });
      this.form.addEventListener("focusin", () => this.follow());
      this.gaps?.addEventListener("click", (event) => this.goTo(event));
      new ResizeObserver(() => this.fit()).observe(this.stage);
    }

    // Names and values as the browser would send them: no files, nothing of the page itself.
    fields() {
      const pairs = [...new FormData(this.form)].filter(
        ([name, value]) => typeof value === "string" && !name.startsWith("_") && !name.includes("__prefix__") &&
          !["csrfmiddlewaretoken", "seen"].includes(name),
      );
      return JSON.stringify(pairs);
    }

    tick() {
      const fields = this.fields();
      const now = Date.now();
      if (fields !== this.seen) {
        this.seen = fields;
        this.changedAt = now;
        this.unshownSince ||= now;
      }
      const isTime = now - this.changedAt >= PAUSE || now - this.unshownSince >= LONGEST_WAIT;
      if (this.unshownSince && isTime && !document.hidden) this.ask();
    }

    async ask() {
      this.unshownSince = 0;
      if (this.panel.hidden && !this.gaps) return;
      this.aborting?.abort();
      const aborting = (this.aborting = new AbortController());
      const body = new FormData();
      for (const [name, value] of JSON.parse(this.seen)) body.append(name, value);
      body.set("csrfmiddlewaretoken", this.form.elements.csrfmiddlewaretoken.value);
      try {
        const response = await fetch(this.panel.dataset.address, {
          method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", signal: aborting.signal,
        });
        const answer = response.ok || response.status === 413 ? await response.json() : {};
        if (aborting.signal.aborted) return;
        this.said.textContent = response.ok ? "" : answer.message || this.panel.dataset.otherwise;
        if (response.ok) this.show(answer);
      } catch (error) {
        if (error.name !== "AbortError") this.said.textContent = this.panel.dataset.otherwise;
      }
    }

    show(answer) {
      this.answer = answer;
      this.showGaps(answer.gaps);
      if (this.panel.hidden) return;
      this.text.textContent = answer.text;
      this.text.lang = answer.language;
      if (this.isReady) this.renew(answer.page);
      else this.frame.srcdoc = answer.page;
    }

    // In its place, so that it stays where it was scrolled to, and pictures stay.
    renew(page) {
      const anew = new DOMParser().parseFromString(page, "text/html");
      const shown = this.frame.contentDocument;
      if (!shown?.body) return;
      ["lang", "dir"].forEach((name) => shown.documentElement.setAttribute(name, anew.documentElement.getAttribute(name)));
      shown.body.replaceChildren(...[...anew.body.childNodes].map((node) => shown.adoptNode(node)));
      this.follow();
    }

    showGaps(markup) {
      if (!this.gaps || this.gaps.dataset.shown === markup) return;
      this.gaps.dataset.shown = markup;
      const anew = new DOMParser().parseFromString(markup, "text/html").body;
      if (anew.textContent.trim().replace(/\s+/g, " ") === this.gaps.textContent.trim().replace(/\s+/g, " ")) return;
      this.gaps.closest("details").hidden = false;
      this.gaps.replaceChildren(...[...anew.childNodes].map((node) => document.adoptNode(node)));
    }

    // A link of the list leads to a field that may be folded away, or drawn by the editor.
    goTo(event) {
      const hash = event.target.closest("a")?.getAttribute("href") || "";
      const target = hash.startsWith("#") && document.getElementById(hash.slice(1));
      if (!target) return;
      event.preventDefault();
      for (let folded = target.closest("details"); folded; folded = folded.parentElement.closest("details")) folded.open = true;
      const drawn = target.closest(".prose-editor")?.querySelector(".tiptap") || target;
      drawn.scrollIntoView({ block: "center" });
      const field = drawn.matches("input, select, textarea, .tiptap") ? drawn : drawn.querySelector("input:not([type=hidden]), select, textarea");
      field?.focus({ preventScroll: true });
    }

    open(isOpen) {
      this.panel.hidden = !isOpen;
      this.toggle.setAttribute("aria-expanded", String(isOpen));
      document.getElementById("content-main").classList.toggle("beside-preview", isOpen);
      if (isOpen) this.ask();
    }

    choose(mode) {
      this.mode = mode in WIDTHS || mode === "text" ? mode : "desktop";
      const choice = this.panel.querySelector(`[name=live-mode][value=${this.mode}]`);
      if (choice) choice.checked = true;
      this.text.hidden = this.mode !== "text";
      this.frame.hidden = this.mode === "text";
      this.printed();
      this.fit();
    }

    // As wide as the screen or paper it stands for, drawn as small as the room needs.
    fit() {
      const width = WIDTHS[this.mode];
      const room = this.stage.clientWidth;
      if (!width || !room) return;
      const scale = Math.min(1, room / width);
      const isRight = getComputedStyle(this.stage).direction === "rtl";
      Object.assign(this.frame.style, {
        inlineSize: `${width}px`,
        blockSize: `${this.stage.clientHeight / scale}px`,
        transform: `scale(${scale})`,
        transformOrigin: isRight ? "top right" : "top left",
      });
    }

    // On paper the rules for paper hold, and none for the dark.
    printed() {
      const shown = this.isReady ? this.frame.contentDocument : null;
      if (!shown) return;
      for (const sheet of shown.styleSheets) {
        for (const rule of sheet.cssRules) {
          if (!rule.media) continue;
          rule.wanted ??= rule.media.mediaText;
          const changed = rule.wanted.includes("print") ? "all" : rule.wanted.includes("dark") ? "not all" : rule.wanted;
          rule.media.mediaText = this.mode === "print" ? changed : rule.wanted;
        }
      }
    }

    // What is being typed stays in view on the page.
    follow() {
      const shown = this.isReady ? this.frame.contentDocument : null;
      const place = shown?.body && this.place(shown);
      if (!place) return;
      const { top, bottom } = place.getBoundingClientRect();
      const view = this.frame.contentWindow;
      if (top >= 0 && bottom <= view.innerHeight) return;
      view.scrollBy({ top: top - view.innerHeight / 3 });
    }

    place(shown) {
      const focused = document.activeElement;
      const editor = focused?.closest?.(".tiptap");
      if (!editor) return shown.querySelector(PLACES[focused?.name] || ":not(*)");
      let block = document.getSelection().anchorNode;
      while (block && block.parentNode !== editor) block = block.parentNode;
      const number = [...editor.children].indexOf(block);
      const blocks = [...shown.querySelectorAll(".release-body > :not(.dateline)")];
      return number < 0 ? null : blocks[Math.min(number, blocks.length - 1)];
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    const panel = document.getElementById("live-preview");
    const form = panel && document.getElementById("release_form");
    if (form) new LivePreview(panel, form);
  });
})();
