/* What a symbol means while it is typed, and the numbers of its series that can be taken.
   Without this file the buttons of the form take a number when it is saved. */
"use strict";

(() => {
  const PAUSE = 300;

  const watchSymbol = (input) => {
    const said = document.getElementById(`${input.id}_report`);
    const language = document.getElementById("id_language");
    let timer = 0;
    let asked = 0;

    const ask = async () => {
      const turn = ++asked;
      const query = new URLSearchParams({
        symbol: input.value,
        language: language ? language.value : "",
        besides: input.dataset.besides,
      });
      try {
        const response = await fetch(`${input.dataset.symbolReport}?${query}`, {
          headers: { Accept: "application/json" },
        });
        if (!response.ok || turn !== asked) return;
        const report = await response.json();
        if (turn !== asked) return;
        // A template of the server: what was typed stands escaped in it.
        said.innerHTML = report.shown;
        said.querySelectorAll("[data-give-back]").forEach((button) => (button.hidden = false));
      } catch {
        said.textContent = "";
      }
    };
    const askSoon = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, PAUSE);
    };

    const take = async (symbol, more) => {
      const token = input.form.querySelector("[name=csrfmiddlewaretoken]").value;
      const body = new URLSearchParams({ symbol, csrfmiddlewaretoken: token, ...more });
      const response = await fetch(input.dataset.takeNumber, { method: "POST", body });
      if (!response.ok && response.status !== 409) return;
      const taken = await response.json();
      if (taken.symbol || "back" in more) input.value = taken.symbol;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    };

    said.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      // The button that proposes a series saves the form, as it does without this file.
      if (!button || button.name === "_propose_series") return;
      event.preventDefault();
      if (button.dataset.giveBack) take(button.dataset.giveBack, { back: "yes" });
      else take(button.value, button.name.endsWith("all_the_same") ? { all_the_same: "yes" } : {});
    });
    input.addEventListener("input", askSoon);
    if (language) language.addEventListener("change", askSoon);
    if (input.value) ask();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-symbol-report]").forEach(watchSymbol);
  });
})();
