/* What could not be sent waits in this browser, sealed with a key that only pages for the same signed-in person
   bear: after the log-out nobody can read it. Where the browser has no cryptography (plain http on another machine
   than one's own), nothing is stored. */
"use strict";

class SealedStore {
  static LONGEST_KEPT = 7 * 24 * 3600 * 1000;

  constructor({ user, secret }) {
    this.prefix = `pressroom:unsent:${user}:`;
    const letters = atob(secret.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    this.key = globalThis.crypto?.subtle?.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  async put(name, value) {
    if (!this.key) return;
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const bytes = new TextEncoder().encode(JSON.stringify(value));
    const sealed = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await this.key, bytes));
    const written = (array) => Array.from(array, (byte) => String.fromCharCode(byte)).join("");
    try {
      localStorage.setItem(this.prefix + name, JSON.stringify([Date.now(), btoa(written(iv)), btoa(written(sealed))]));
    } catch {
      // A browser without room or permission stores nothing; the page goes on trying to send it.
    }
  }

  forget(name) {
    try {
      localStorage.removeItem(this.prefix + name);
    } catch {
      // Nothing was stored there.
    }
  }

  // [name, value] of all that this person's pages stored and could not send yet.
  async all() {
    const found = [];
    for (const name of this.names()) {
      try {
        const [at, iv, sealed] = JSON.parse(localStorage.getItem(this.prefix + name));
        if (Date.now() - at > SealedStore.LONGEST_KEPT) throw new RangeError("too old");
        const [vector, bytes] = [iv, sealed].map((text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0)));
        const opened = await crypto.subtle.decrypt({ name: "AES-GCM", iv: vector }, await this.key, bytes);
        found.push([name, JSON.parse(new TextDecoder().decode(opened))]);
      } catch {
        // Too old, or sealed before the password was changed: nobody can read it any more.
        this.forget(name);
      }
    }
    return found;
  }

  names() {
    try {
      const mine = Object.keys(localStorage).filter((name) => name.startsWith(this.prefix));
      return this.key ? mine.map((name) => name.slice(this.prefix.length)) : [];
    } catch {
      return [];
    }
  }
}
