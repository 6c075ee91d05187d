/* What stands in a form, and whether a person changed it since the page was opened.

   The form is looked at twice a second, since no event tells of all that changes one: calendars, choosers, rows
   that are added, the text editor, what is pasted with the mouse. What scripts change before anybody has touched
   the page is not typed. */
"use strict";

class TypedForm {
  static LOOK_EVERY = 500;
  static FIRST_TOUCHES = ["beforeinput", "keydown", "pointerdown", "paste", "drop", "input", "change"];

  constructor(form, { isUnsaved, turn }) {
    this.form = form;
    // The number of changes so far.
    this.turn = turn;
    this.seen = this.fields();
    // null: nothing that could stand here is saved.
    this.untouched = isUnsaved ? null : this.seen;
    this.isTouched = isUnsaved;
    const touch = (event) => {
      if (!event.isTrusted || this.isTouched) return;
      // After these two the first change is made already: what was seen last stood there before it.
      if (!["input", "change"].includes(event.type)) this.look();
      this.isTouched = true;
    };
    TypedForm.FIRST_TOUCHES.forEach((name) => document.addEventListener(name, touch, { capture: true }));
  }

  // Names and values as the browser would send them, in JSON: no passwords, no files, nothing of the page itself.
  fields() {
    const passwords = new Set([...this.form.elements].filter((one) => one.type === "password").map((one) => one.name));
    const pairs = [...new FormData(this.form)].filter(
      ([name, value]) => typeof value === "string" && !passwords.has(name) && !name.startsWith("_") &&
        name !== "csrfmiddlewaretoken" && !name.includes("__prefix__"),
    );
    return JSON.stringify(pairs.map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]));
  }

  // Whether a person changed something since it was looked at last.
  look() {
    const fields = this.fields();
    if (fields === this.seen) return false;
    this.seen = fields;
    if (!this.isTouched) {
      this.untouched = fields;
      return false;
    }
    this.turn += 1;
    return true;
  }

  get isChanged() {
    return this.seen !== this.untouched;
  }
}
