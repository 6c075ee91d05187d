/* A city that is typed sets the zone of the time that is planned, and the country, while nobody chose another. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const input = document.querySelector("input[list=cities]");
  if (!input) return;
  const cities = new Map(
    [...document.querySelectorAll("#cities option")].map((option) => [option.value.toLowerCase(), option.dataset]),
  );
  // Another zone would make another moment of a time that is there.
  const hasTime = () => [0, 1].some((part) => document.getElementById(`id_publish_at_${part}`)?.value);
  const follow = (select, name) => {
    if (!select) return;
    let isChosen = name === "country" && select.value !== "";
    select.addEventListener("change", (event) => {
      if (event.isTrusted) isChosen = true;
    });
    const set = () => {
      const city = cities.get(input.value.trim().toLowerCase());
      if (isChosen || (name === "zone" && hasTime()) || !city || !city[name] || select.value === city[name]) return;
      select.value = city[name];
      select.dispatchEvent(new Event("change", { bubbles: true }));
    };
    input.addEventListener("input", set);
    input.addEventListener("change", set);
  };
  follow(document.getElementById("id_publish_at_2"), "zone");
  follow(document.getElementById("id_country"), "country");
});
