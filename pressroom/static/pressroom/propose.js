/* Where a list of choices finds nothing, its one choice is to propose what was typed. Nothing is proposed by Enter
   alone: the choice is marked only by an arrow key or the pointer. Without this file there are fields for it below. */
"use strict";

(() => {
  const PROPOSAL = "proposal";

  const say = (select, text) => {
    const place = select.parentNode;
    let status = place.querySelector(":scope > .proposed");
    if (!status) {
      status = document.createElement("p");
      status.className = "proposed";
      status.setAttribute("role", "status");
      place.append(status);
    }
    status.textContent = text;
  };

  const choose = (jquery, select, { id, text }) => {
    const there = [...select.options].find((option) => option.value === String(id));
    if (there) there.selected = true;
    else select.add(new Option(text, id, true, true));
    jquery(select).trigger("change");
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const propose = async (jquery, select, name) => {
    const language = document.getElementById("id_language");
    const body = new URLSearchParams({
      name,
      thing: select.dataset.proposeThing,
      language: language ? language.value : document.documentElement.lang,
      csrfmiddlewaretoken: select.form.querySelector("[name=csrfmiddlewaretoken]").value,
    });
    try {
      const response = await fetch(select.dataset.propose, { method: "POST", body });
      const answer = await response.json();
      if (response.ok) choose(jquery, select, answer);
      say(select, answer.message);
    } catch {
      // What was typed is said again, so that it can be copied.
      say(select, `– ${name}`);
    }
  };

  const offer = (jquery, select) => {
    const { appLabel, modelName, fieldName, proposeLabel } = select.dataset;
    const chooser = jquery(select);
    chooser.select2({
      ajax: {
        data: ({ term, page }) => ({ term, page, app_label: appLabel, model_name: modelName, field_name: fieldName }),
        processResults: (data, { term, page }) => {
          const name = (term || "").trim();
          if (data.results.length || !name || (page || 1) > 1) return data;
          return { results: [{ id: PROPOSAL, text: proposeLabel.replace("%(name)s", name), name }] };
        },
      },
    });
    chooser.data("select2").on("results:all", ({ data }) => {
      if (data.results[0]?.id !== PROPOSAL) return;
      document.querySelectorAll(".select2-results__option--highlighted").forEach((option) => {
        option.classList.remove("select2-results__option--highlighted");
        option.setAttribute("aria-selected", "false");
      });
    });
    chooser.on("select2:selecting", (event) => {
      const { id, name } = event.params.args.data;
      if (id !== PROPOSAL || !name) return;
      event.preventDefault();
      chooser.select2("close");
      propose(jquery, select, name);
    });
  };

  const start = (root) => {
    const jquery = window.django && window.django.jQuery;
    if (!jquery || !jquery.fn.select2) return;
    root.querySelectorAll("select[data-propose]").forEach((select) => {
      if (!select.name.includes("__prefix__")) offer(jquery, select);
    });
  };
  // Django's own script makes the choosers when jQuery finds the page ready, which may be after its load: what is
  // asked of jQuery later is done later.
  window.addEventListener("load", () => {
    const jquery = window.django && window.django.jQuery;
    if (jquery) jquery(() => start(document));
  });
  document.addEventListener("formset:added", (event) => setTimeout(start, 0, event.target));
})();
