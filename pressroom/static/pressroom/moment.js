/* What a time that is being entered is on other clocks, as the server reckons it. */
"use strict";

(() => {
  const ASK_EVERY = 30_000;
  const PAUSE = 300;

  const watchMoment = (said) => {
    const part = (number) => document.getElementById(`id_publish_at_${number}`);
    const names = ["day", "time", "zone", "which"];
    let turn = 0;
    let timer = 0;
    const ask = async () => {
      clearTimeout(timer);
      const mine = ++turn;
      // Half a moment is on its way to a whole one.
      if (!part(0)?.value || !part(1)?.value) {
        said.textContent = "";
        return;
      }
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
    const chooseIt = () => {
      const at = document.querySelector("input[name=when][value=at]");
      if (at) at.checked = true;
    };
    names.forEach((_name, number) => {
      part(number)?.addEventListener("change", () => {
        chooseIt();
        ask();
      });
      part(number)?.addEventListener("input", () => {
        chooseIt();
        clearTimeout(timer);
        timer = setTimeout(ask, PAUSE);
      });
    });
    setInterval(() => {
      if (part(0)?.value && part(1)?.value && !document.hidden) ask();
    }, ASK_EVERY);
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-moment]").forEach(watchMoment);
  });
})();
