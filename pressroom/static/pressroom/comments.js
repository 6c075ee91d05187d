// A comment is sent without leaving the page, so that what is typed in the form above stays. Without this script the
// form is sent as forms are.
"use strict";

for (const form of document.querySelectorAll(".comment-form")) {
  const thread = form.closest(".conversation").querySelector(".conversation-thread");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-In-Place": "yes" },
        redirect: "error",
      });
      if (!answer.ok) throw new Error(`${answer.status}`);
      thread.innerHTML = await answer.text();
      form.reset();
    } catch {
      form.submit();
    } finally {
      button.disabled = false;
    }
  });
}
