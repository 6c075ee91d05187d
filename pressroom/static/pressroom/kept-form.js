/* What is typed into a form is kept on the server until a save contains it; leaving before that asks.
   What cannot be sent waits, sealed, in the browser. The server checks everything again, and all forms work
   without this file. */
"use strict";

(() => {
  const PAUSE = 500;
  const LONGEST_WAIT = 1500;
  const TRY_AGAIN = 5000;
  // In bytes: browsers allow 64 KiB.
  const LONGEST_OUTLIVING = 60_000;

  // Sends what stands in a form. "kept"; or "refused", when it will never be taken; or "unsent".
  // `token` is the form's, which a log-in in another tab makes old: the answer then brings the new one.
  const send = async (address, values, token, options = {}) => {
    for (let left = 2; left; left -= 1) {
      const body = new FormData();
      for (const [name, value] of Object.entries(values)) body.set(name, value);
      body.set("csrfmiddlewaretoken", token.value);
      try {
        const headers = { Accept: "application/json" };
        const response = await fetch(address, { method: "POST", body, headers, redirect: "manual", ...options });
        if (response.ok) return "kept";
        const answer = response.status === 403 ? await response.json().catch(() => ({})) : {};
        if (!answer.token) return [400, 413].includes(response.status) ? "refused" : "unsent";
        token.value = answer.token;
      } catch {
        return "unsent";
      }
    }
    return "unsent";
  };

  class KeptForm {
    constructor(place) {
      this.form = place.closest("form");
      this.place = place;
      this.inputs = this.form.elements;
      this.store = new SealedStore(place.dataset);
      place.removeAttribute("data-secret");
      const isUnsaved = "unsaved" in place.dataset;
      this.typed = new TypedForm(this.form, { isUnsaved, turn: Number(this.inputs._kept_turn.value) });
      // What came back unsaved is kept at once.
      if (isUnsaved && !this.inputs._kept_from.value) this.typed.turn += 1;
      this.keptTurn = Number(this.inputs._kept_turn.value);
      [this.changedAt, this.unsentSince, this.triedAt] = [0, 0, 0];
      [this.isSending, this.isSubmitting] = [false, false];
      // No old words in a form that the browser goes back to: it is offered what is kept.
      this.form.autocomplete = "off";
      setInterval(() => this.tick(), TypedForm.LOOK_EVERY);
      this.listen();
    }

    listen() {
      this.form.addEventListener("submit", () => this.submitting());
      window.addEventListener("beforeunload", (event) => {
        this.leave();
        if (this.typed.isChanged && !this.isSubmitting) event.preventDefault();
      });
      window.addEventListener("pagehide", () => this.leave());
      document.addEventListener("visibilitychange", () => document.hidden && this.leave());
      window.addEventListener("pageshow", (event) => {
        if (event.persisted) this.isSubmitting = false;
      });
      window.addEventListener("online", () => {
        this.triedAt = 0;
      });
      const logOut = document.getElementById("logout-form");
      logOut?.addEventListener("submit", (event) => this.beforeLogOut(event, logOut));
    }

    look() {
      if (!this.typed.look()) return;
      this.isSubmitting = false;
      this.changedAt = Date.now();
      this.unsentSince ||= this.changedAt;
    }

    get isUnsent() {
      return this.typed.turn > this.keptTurn;
    }

    tick() {
      this.look();
      const now = Date.now();
      const isTime = now - this.changedAt >= PAUSE || now - this.unsentSince >= LONGEST_WAIT;
      if (this.isUnsent && isTime && !this.isSending && now - this.triedAt >= TRY_AGAIN) this.send();
    }

    values() {
      return {
        user: this.place.dataset.user,
        object: this.place.dataset.object,
        key: this.inputs._kept_key.value,
        turn: this.typed.turn,
        from: this.inputs._kept_from.value,
        from_turn: this.inputs._kept_from_turn.value,
        fields: this.typed.isChanged ? this.typed.seen : "",
      };
    }

    async send(options) {
      const { address } = this.place.dataset;
      const values = this.values();
      this.isSending = true;
      this.unsentSince = 0;
      const outcome = await send(address, values, this.inputs.csrfmiddlewaretoken, options);
      this.isSending = false;
      if (outcome === "unsent") {
        this.triedAt = Date.now();
        await this.store.put(values.key, { address, values });
      } else {
        this.triedAt = 0;
        this.keptTurn = Math.max(this.keptTurn, values.turn);
        this.store.forget(values.key);
      }
    }

    // What is sent while the page goes away outlives it, if it is not too long for that.
    leave() {
      this.look();
      if (this.isUnsent) this.send({ keepalive: new Blob([this.typed.seen]).size < LONGEST_OUTLIVING });
    }

    submitting() {
      // Should the save not arrive, or find nobody signed in.
      this.leave();
      this.isSubmitting = true;
      this.inputs._kept_turn.value = this.typed.turn;
    }

    async beforeLogOut(event, form) {
      this.look();
      if (!this.isUnsent) return;
      event.preventDefault();
      await this.send();
      form.submit();
    }
  }

  // What waited in the browser is sent now, and what stands on the page about unsaved forms is shown anew.
  const sendWaiting = async (place, store, token) => {
    let isSent = false;
    for (const [name, { address, values }] of await store.all()) {
      const outcome = await send(address, values, token);
      if (outcome !== "unsent") store.forget(name);
      isSent ||= outcome === "kept";
    }
    if (!isSent || !place) return;
    const page = await (await fetch(location.href)).text();
    const anew = new DOMParser().parseFromString(page, "text/html").getElementById(place.id);
    if (anew) place.replaceWith(anew);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const keeping = document.getElementById("keeping");
    const unsaved = document.getElementById("not-saved");
    const place = keeping || unsaved;
    const token = (keeping?.closest("form") || document).querySelector("[name=csrfmiddlewaretoken]");
    if (!place || !token) return;
    const shown = unsaved || document.getElementById("kept-offers");
    sendWaiting(shown, new SealedStore(place.dataset), token);
    if (keeping) new KeptForm(keeping);
  });
})();
