/* Who else has the edition open: the page reports while it is, and says who does the same. */
"use strict";

(() => {
  const REPORT_EVERY = 30_000;

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
    ask();
    setInterval(ask, REPORT_EVERY);
    document.addEventListener("visibilitychange", ask);
    window.addEventListener("online", ask);
    window.addEventListener("pagehide", () => navigator.sendBeacon(address, body("leaving")));
  };

  document.addEventListener("DOMContentLoaded", () => {
    const place = document.getElementById("presence");
    if (place) report(place, place.closest("form"));
  });
})();
