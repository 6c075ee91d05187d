// The values of a facet narrow down while one types. Without this file the form asks for those that answer.
(() => {
  const box = document.getElementById("find");
  const said = document.getElementById("facet-said");
  const values = [...document.querySelectorAll("#facet-values > li")];
  if (!box || !values.length) return;

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  const narrow = () => {
    const typed = fold(box.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
    let shown = 0;
    for (const value of values) {
      const words = value.dataset.words.split(" ");
      value.hidden = !typed.every((one) => words.some((word) => word.startsWith(one)));
      shown += !value.hidden;
    }
    said.textContent = said.dataset.text.replace("%(number)s", shown);
  };

  box.addEventListener("input", narrow);
  // What was typed before this file had come.
  if (box.value) narrow();
})();
