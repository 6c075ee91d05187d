/* Long lists of choices can be searched: Django's chooser is put before them, where the page has it. */
"use strict";

window.addEventListener("load", () => {
  const jquery = window.django && window.django.jQuery;
  if (!jquery || !jquery.fn.select2) return;
  jquery("select.searchable").each((_number, select) => {
    const chooser = jquery(select);
    const label = document.querySelector(`label[for="${select.id}"]`);
    chooser.select2({ width: "16rem" });
    chooser.on("select2:select", () => select.dispatchEvent(new Event("change", { bubbles: true })));
    const box = select.nextElementSibling?.querySelector(".select2-selection");
    if (label && box) box.setAttribute("aria-label", label.textContent.replace(/:\s*$/, "").trim());
  });
});
