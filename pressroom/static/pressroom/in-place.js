// The list of releases changes in place: htmx asks for the address that a link or form of the list leads to, and
// puts its #list where the old one was. Whatever goes wrong, the browser goes there as it does without this file.
(() => {
  const list = () => document.getElementById("list");
  const heading = () => document.getElementById("found");
  const problems = () => document.getElementById("problems");
  const box = document.getElementById("quick-search");
  const said = document.getElementById("said");
  if (!window.htmx || !list()) return;

  const path = location.pathname;
  const nameOf = (address) => address.pathname + address.search;
  const isHere = (address) => address.origin === location.origin && address.pathname === path;
  let shown = nameOf(location);
  // What is being asked for: its address, why, and what has to be as it was afterwards.
  let asked = null;

  // htmx notes the address of the page when it starts. What a reader looked at stays nowhere.
  try {
    sessionStorage.removeItem("htmx-current-path-for-history");
  } catch {
    // Storage is switched off: nothing was noted.
  }

  // How each entry of the browser's history was left, for as long as this document lives.
  const places = new Map();
  let entries = 0;
  const newEntry = () => `${performance.timeOrigin}-${entries++}`;
  let entry = history.state?.entry ?? newEntry();
  history.replaceState({ entry }, "");
  const notePlace = () => places.set(entry, { down: scrollY, focused: document.activeElement.id });

  const stop = () => {
    if (!asked) return;
    asked = null;
    list().removeAttribute("aria-busy");
    removeEventListener("beforeunload", stop);
    htmx.trigger(list(), "htmx:abort");
  };

  const leaveFor = (address) => {
    asked = null;
    location.assign(address);
  };

  const fields = () => [...list().querySelectorAll("input:not([type=hidden])"), box].filter(Boolean);

  const ask = (address, why) => {
    if (asked?.address === address && asked.isBack === why.isBack) return;
    const values = new Map(fields().map((field) => [field.id, field.value]));
    asked = { address, values, focus: document.activeElement, ...why };
    said.textContent = "";
    list().setAttribute("aria-busy", "true");
    addEventListener("beforeunload", stop);
    htmx.ajax("GET", address, { source: list() }).catch(() => {
      // The events below tell a failure from a request that a newer one took the place of.
    });
  };

  const push = (address) => {
    if (address === shown) return history.replaceState({ entry }, "", address);
    notePlace();
    // Left to itself, the browser would scroll before the list of the other entry is there.
    history.scrollRestoration = "manual";
    entry = newEntry();
    history.pushState({ entry }, "", address);
  };

  addEventListener("pagehide", () => {
    history.scrollRestoration = "auto";
  });

  // Where the reader is afterwards: on the same link or field, or else at the head of what was found.
  const settle = ({ from, isBack, isSearch, isPage, down = 0, top }) => {
    if (isSearch && problems()) {
      problems().focus({ preventScroll: true });
      return problems().scrollIntoView({ behavior: "instant" });
    }
    const again = document.getElementById(from);
    again?.focus({ preventScroll: true });
    // A link that is gone, or inside a list that is folded away, cannot have the focus.
    if (!again || document.activeElement !== again) heading().focus({ preventScroll: true });
    if (isBack) return scrollTo({ top: down, behavior: "instant" });
    if (again) return scrollBy({ top: again.getBoundingClientRect().top - top, behavior: "instant" });
    const { top: above, bottom } = heading().getBoundingClientRect();
    if (isPage || isSearch || above < 0 || bottom > innerHeight) heading().scrollIntoView({ behavior: "instant" });
  };

  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!asked) return event.preventDefault();
    const { xhr } = event.detail;
    const address = new URL(xhr.responseURL, location);
    const isList = xhr.status === 200 && isHere(address) && xhr.responseText.includes('id="list"');
    if (!isList) {
      event.preventDefault();
      return leaveFor(asked.address);
    }
    asked.folds = [...list().querySelectorAll("details[id]")].map(({ id, open }) => [id, open]);
    asked.typed = fields().filter((field) => field.value !== asked.values.get(field.id))
      .map((field) => [field.id, field.value]);
    asked.isTyping = document.activeElement !== asked.focus && fields().includes(document.activeElement);
    asked.top = document.getElementById(asked.from)?.getBoundingClientRect().top;
    if (!asked.isBack) push(nameOf(address));
    shown = nameOf(address);
  });

  document.addEventListener("htmx:afterSwap", (event) => {
    if (!asked || event.target !== list()) return;
    const done = asked;
    asked = null;
    removeEventListener("beforeunload", stop);
    for (const [id, isOpen] of done.folds) {
      // A search is done with the form, which on a phone covers what was found. It is open where something is wrong.
      if (id === "narrow" && (done.isSearch || !isOpen)) continue;
      document.getElementById(id)?.toggleAttribute("open", isOpen);
    }
    const words = list().querySelector("[name=q]");
    if (box && words) box.value = words.value.trim();
    for (const [id, value] of done.typed) document.getElementById(id).value = value;
    if (!done.isTyping) settle(done);
    // A screen reader reads what has the focus: the heading says the number already.
    if (document.activeElement !== heading()) said.textContent = heading().textContent.replace(/\s+/g, " ").trim();
  });

  for (const name of ["htmx:sendError", "htmx:timeout", "htmx:swapError"]) {
    document.addEventListener(name, () => asked && leaveFor(asked.address));
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || event.defaultPrevented || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    // A bar of the chart is a link of SVG, which has no `pathname`.
    const address = new URL(link.getAttribute("href"), location);
    if (address.hash && nameOf(address) === nameOf(location)) return;
    if (!list().contains(link) || !isHere(address) || address.searchParams.has("facet")) return stop();
    event.preventDefault();
    // The second half of a double click would fall on what the first has brought.
    if (event.detail > 1) return;
    ask(nameOf(address), { from: link.id, isPage: link.closest(".pages") !== null });
  });

  const addressOf = (form) => {
    const given = [...new FormData(form)].filter(([, value]) => value !== "");
    return path + (given.length ? `?${new URLSearchParams(given)}` : "");
  };

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "get" || !isHere(new URL(form.action))) return stop();
    event.preventDefault();
    ask(addressOf(form), { isSearch: true });
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("#list form select")) ask(addressOf(event.target.form), { from: event.target.id });
  });

  addEventListener("popstate", (event) => {
    notePlace();
    entry = event.state?.entry ?? newEntry();
    if (nameOf(location) === shown) return stop();
    const { down, focused } = places.get(entry) ?? {};
    ask(nameOf(location), { isBack: true, down, from: focused });
  });
})();
