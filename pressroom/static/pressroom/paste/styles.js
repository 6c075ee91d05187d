/* The markup of a clipboard as a document in which nothing runs, loads or applies, and what its styles say.

The policy of this site refuses every style and script that stands in markup, in documents that are never shown too:
so styles are read as the text they are, from attributes and elements that bear another name when it is parsed. */

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi;
const REFUSED_ATTRIBUTE = /("[^"]*"|'[^']*')|([\s"'/])(?=(?:style|on[a-z]+)\s*=)/gi;
const SELECTOR = /^[a-z0-9]*(\.[\w-]+)?$/i;
const MOST_RULES = 2000;

export const inertDocument = (html) => {
  const renamed = html
    .replace(/<(\/?)style\b/gi, "<$1xmp")
    .replace(TAG, (tag) => tag.replace(REFUSED_ATTRIBUTE, (_all, quoted, before) => quoted ?? `${before}data-`));
  return new DOMParser().parseFromString(renamed, "text/html");
};

/* "font-weight:bold; mso-list:l0 level2" → Map of name → value, both in small letters. */
export const declarations = (text) => {
  const found = new Map();
  for (const part of text.split(";")) {
    const colon = part.indexOf(":");
    if (colon < 0) continue;
    const value = part.slice(colon + 1).replace(/!important/i, "").trim();
    found.set(part.slice(0, colon).trim().toLowerCase(), value.toLowerCase());
  }
  return found;
};

/* The rules of a style sheet that name one tag, one class or both, as [selector, declarations]: programs write no others. What stands
inside `@media` and the like does not always hold. */
const rulesOf = (sheet) => {
  const rules = [];
  let selectors = "";
  let depth = 0;
  for (const part of sheet.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, "").split(/([{}])/)) {
    if (part === "{") depth += 1;
    else if (part === "}") depth = Math.max(0, depth - 1);
    else if (depth === 0) selectors = part;
    else if (depth === 1 && !selectors.includes("@") && rules.length < MOST_RULES) {
      const known = selectors.split(",").map((each) => each.trim());
      rules.push(...known.filter((each) => SELECTOR.test(each)).map((each) => [each, declarations(part)]));
    }
  }
  return rules;
};

/* A function that tells what applies to an element: its class and tag first, then what stands on it. */
export const styleReader = (parsed) => {
  const rules = new Map();
  for (const sheet of parsed.querySelectorAll("xmp")) {
    for (const [selector, found] of rulesOf(sheet.textContent)) {
      const [tag, name = ""] = selector.split(".");
      const key = `${tag.toLowerCase()}.${name}`;
      rules.set(key, new Map([...(rules.get(key) || []), ...found]));
    }
  }
  const known = new WeakMap();
  return (element) => {
    if (!known.has(element)) {
      const tag = element.localName;
      const keys = [`${tag}.`, ...[...element.classList].flatMap((name) => [`.${name}`, `${tag}.${name}`])];
      const applied = keys.flatMap((key) => [...(rules.get(key) || [])]);
      known.set(element, new Map([...applied, ...declarations(element.getAttribute("data-style") || "")]));
    }
    return known.get(element);
  };
};
