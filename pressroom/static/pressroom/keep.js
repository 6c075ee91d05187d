/* What was typed into the release form stays in this browser until it is saved, and is offered back after a lost
   connection or a log-out. The page also tells who else has the edition open, what an entered time is on other
   clocks, and keeps no secrets: all is checked again by the server, and works without this file. */
"use strict";

(() => {
  const PREFIX = "pressroom:release:";
  const PAUSE = 400;
  const REPORT_EVERY = 30_000;
  const LONGEST_KEPT = 7 * 24 * 3600 * 1000;
  const SKIPPED = new Set(["csrfmiddlewaretoken", "version"]);
  const editors = new Map();

  document.addEventListener("prose-editor:ready", (event) => {
    editors.set(event.detail.textarea, event.detail.editor);
  });

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // A browser without room or permission keeps nothing; the form works as before.
    }
  };
  const forget = (key) => {
    try {
      localStorage.removeItem(key);
    } catch {
      // The same.
    }
  };
  const keys = () => {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
    } catch {
      return [];
    }
  };

  const fieldsOf = (form) => [...form.elements].filter(
    (field) => field.name && !SKIPPED.has(field.name) && !field.name.startsWith("_") &&
      !["submit", "button", "file"].includes(field.type),
  );

  // name → list of [value, words], as there may be several of one name.
  const valuesOf = (form) => {
    const values = {};
    for (const field of fieldsOf(form)) {
      values[field.name] ??= [];
      if (field.tagName === "SELECT") {
        for (const option of field.selectedOptions) values[field.name].push([option.value, option.text]);
      } else if (!["checkbox", "radio"].includes(field.type) || field.checked) {
        values[field.name].push([field.value.replaceAll("\r\n", "\n"), ""]);
      }
    }
    return values;
  };
  const bare = (values) => JSON.stringify(
    Object.entries(values).filter(([name]) => !name.includes("__prefix__"))
      .map(([name, pairs]) => [name, pairs.map(([value]) => value)]).sort(),
  );

  const addRows = (form, values) => {
    for (const [name, [pair]] of Object.entries(values)) {
      const total = name.endsWith("-TOTAL_FORMS") && form.elements[name];
      if (!total || !pair) continue;
      const button = document.querySelector(`#${CSS.escape(name.replace("-TOTAL_FORMS", "-group"))} .add-row a`);
      for (let left = Number(pair[0]) - Number(total.value); button && left > 0; left -= 1) button.click();
    }
  };
  const choose = (select, pairs) => {
    for (const [value, words] of pairs) {
      if (![...select.options].some((option) => option.value === value)) select.add(new Option(words, value));
    }
    const chosen = new Set(pairs.map(([value]) => value));
    for (const option of select.options) option.selected = chosen.has(option.value);
  };
  const putBack = (form, values) => {
    addRows(form, values);
    for (const field of fieldsOf(form)) {
      const pairs = values[field.name];
      if (!pairs || field.type === "hidden" && !field.name.endsWith("_3")) continue;
      if (field.tagName === "SELECT") {
        choose(field, pairs);
      } else if (["checkbox", "radio"].includes(field.type)) {
        field.checked = pairs.some(([value]) => value === field.value);
      } else {
        field.value = pairs.length ? pairs[0][0] : "";
        const editor = editors.get(field);
        if (editor) editor.commands.setContent(field.value, { emitUpdate: true });
      }
      field.dispatchEvent(new Event("change", { bubbles: true }));
    }
  };

  const offer = (place, form, key, kept) => {
    const said = document.createElement("p");
    const time = document.createElement("time");
    time.dateTime = new Date(kept.at).toISOString();
    time.textContent = new Date(kept.at).toLocaleString(document.documentElement.lang);
    said.append(`${place.dataset.offer} `, time);
    const button = (words, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = words;
      made.addEventListener("click", () => {
        act();
        place.hidden = true;
        place.replaceChildren();
      });
      return made;
    };
    place.append(
      said,
      button(place.dataset.restore, () => putBack(form, kept.values)),
      button(place.dataset.discard, () => forget(key)),
    );
    place.setAttribute("role", "status");
    place.hidden = false;
  };

  const keep = (place, form) => {
    const key = `${PREFIX}${place.dataset.keepUser}:${place.dataset.keep}`;
    const kept = read(key);
    const wasRefused = document.querySelector(".errornote") !== null;
    const untouched = bare(valuesOf(form));
    let timer = 0;

    if (kept && !wasRefused) {
      if (bare(kept.values) === untouched) forget(key);
      else offer(place, form, key, kept);
    }
    const store = (sent) => {
      const values = valuesOf(form);
      if (wasRefused || bare(values) !== untouched) write(key, { at: Date.now(), sent, values });
    };
    const storeSoon = (event) => {
      // What scripts change while the page starts is not typed.
      if (!event.isTrusted) return;
      clearTimeout(timer);
      timer = setTimeout(() => store(false), PAUSE);
    };
    form.addEventListener("input", storeSoon);
    form.addEventListener("change", storeSoon);
    form.addEventListener("keyup", storeSoon);
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      store(true);
    });
  };

  // A page that says that something was saved follows upon the form that was sent: that need not be kept.
  const clear = () => {
    const wasSaved = document.querySelector(".messagelist .success") !== null;
    for (const key of keys()) {
      const kept = read(key);
      if (!kept || (wasSaved && kept.sent) || Date.now() - kept.at > LONGEST_KEPT) forget(key);
    }
  };

  const report = (place, form) => {
    const address = place.dataset.presence;
    const list = document.getElementById("others");
    const body = (extra) => {
      const data = new FormData();
      data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
      if (extra) data.set(extra, "yes");
      return data;
    };
    const ask = async () => {
      if (document.hidden) return;
      try {
        const response = await fetch(address, { method: "POST", body: body() });
        if (!(response.headers.get("Content-Type") || "").includes("json")) return;
        const answer = await response.json();
        const sentences = [...(answer.others || [])];
        if (answer.version && String(answer.version) !== form.elements.version.value) {
          sentences.push(place.dataset.overtaken);
        }
        if (sentences.join() === [...list.children].map((item) => item.textContent).join()) return;
        list.replaceChildren(...sentences.map((sentence) => {
          const item = document.createElement("li");
          item.textContent = sentence;
          return item;
        }));
      } catch {
        // Without a connection there is nobody to tell; the next turn tries again.
      }
    };
    setInterval(ask, REPORT_EVERY);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("online", ask);
    window.addEventListener("pagehide", () => navigator.sendBeacon(address, body("leaving")));
  };

  const watchMoment = (said) => {
    const part = (number) => document.getElementById(`id_publish_at_${number}`);
    const names = ["day", "time", "zone", "which"];
    let turn = 0;
    const ask = async () => {
      const mine = ++turn;
      const query = new URLSearchParams({ city: said.dataset.city });
      names.forEach((name, number) => query.set(name, part(number)?.value || ""));
      try {
        const response = await fetch(`${said.dataset.moment}?${query}`);
        if (!response.ok || mine !== turn) return;
        const answer = await response.json();
        if (mine !== turn) return;
        said.textContent = answer.message;
        said.classList.toggle("moment-wrong", !answer.is_right);
      } catch {
        said.textContent = "";
      }
    };
    names.forEach((_name, number) => part(number)?.addEventListener("change", () => {
      const at = document.querySelector("input[name=when][value=at]");
      if (at) at.checked = true;
      ask();
    }));
    setInterval(() => {
      if (part(0)?.value && part(1)?.value && !document.hidden) ask();
    }, REPORT_EVERY);
  };

  document.addEventListener("DOMContentLoaded", () => {
    clear();
    const place = document.querySelector("[data-keep]");
    const form = place && place.closest("form");
    if (form && form.querySelector("[name=_save]")) {
      keep(place, form);
      if (place.dataset.presence) report(place, form);
    }
    document.querySelectorAll("[data-moment]").forEach(watchMoment);
  });
})();
