/* The tools above a text are one stop for the tabulator; the arrows lead from tool to tool. */
"use strict";

const oneStop = (bar) => {
  const tools = () => [...bar.querySelectorAll("button, .prose-menubar__button")].filter((tool) => tool.offsetParent !== null);
  const stopAt = (chosen) => tools().forEach((tool) => (tool.tabIndex = tool === chosen ? 0 : -1));
  bar.setAttribute("role", "toolbar");
  stopAt(tools()[0]);
  bar.addEventListener("focusin", (focused) => {
    const tool = tools().find((one) => one.contains(focused.target));
    if (tool) stopAt(tool);
  });
  bar.addEventListener("keydown", (pressed) => {
    const all = tools();
    const here = all.findIndex((tool) => tool.contains(document.activeElement));
    const forward = document.dir === "rtl" || getComputedStyle(bar).direction === "rtl" ? -1 : 1;
    const step = { ArrowRight: forward, ArrowLeft: -forward }[pressed.key];
    const to = { Home: 0, End: all.length - 1 }[pressed.key] ?? (step && (here + step + all.length) % all.length);
    if (here < 0 || to === undefined) return;
    pressed.preventDefault();
    all[to].focus();
  });
};

// The tools are drawn after the editor has said that it is there.
document.addEventListener("prose-editor:ready", (event) => {
  setTimeout(() => {
    const editor = event.detail.editor.view.dom.closest(".prose-editor");
    const bar = editor && editor.querySelector(".prose-menubar");
    if (bar) oneStop(bar);
  });
});
