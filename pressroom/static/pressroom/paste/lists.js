/* Lists as lists: Word writes paragraphs that begin with a mark, Word Online a list for each item, Google Docs
lists that stand beside the item they belong to. */

const MARK_OF_NUMBERS = /^[(（]?([\p{L}\p{N}]{1,4})[.)）、]$/u;

const isMark = (element, styleOf) => /^ignore$/.test(styleOf(element).get("mso-list") || "");

const numberOf = (mark) => {
  const digits = MARK_OF_NUMBERS.exec(mark)?.[1] || "";
  return /^[0-9]+$/.test(digits) ? Number(digits) : 1;
};

/* What Word says of a paragraph that is an item, or null. Its mark is taken out of it. */
const itemOfWord = (paragraph, styleOf) => {
  const said = styleOf(paragraph).get("mso-list") || "";
  const mark = [...paragraph.querySelectorAll("*")].find((element) => isMark(element, styleOf));
  if (!mark && !/^l\d+ level\d/.test(said)) return null;
  const text = mark ? mark.textContent.replace(/\s+/g, " ").trim() : "";
  if (mark) mark.remove();
  return {
    level: Number(/level(\d)/.exec(said)?.[1] || 1),
    list: /^\S+/.exec(said)?.[0] || "",
    tag: MARK_OF_NUMBERS.test(text) ? "ol" : "ul",
    number: numberOf(text),
    content: [...paragraph.childNodes],
  };
};

const itemsOfOnline = (list) =>
  [...list.children].map((item, index) => ({
    level: Number(item.dataset.ariaLevel || 1),
    list: item.dataset.listid || "",
    tag: list.localName,
    number: Number(list.getAttribute("start") || 1) + index,
    content: [...item.childNodes],
  }));

/* One list, or more where their kind changes, in which each item stands at its level. */
const build = (items, parsed) => {
  const tops = [];
  const open = [];
  for (const item of items) {
    while (open.length && open.at(-1).level > item.level) open.pop();
    const at = open.at(-1);
    if (at && at.level === item.level && (at.tag !== item.tag || at.list !== item.list)) open.pop();
    if (!open.length || open.at(-1).level < item.level) {
      const list = parsed.createElement(item.tag);
      if (item.tag === "ol" && item.number !== 1) list.setAttribute("start", item.number);
      if (open.length) open.at(-1).element.lastElementChild.append(list);
      else tops.push(list);
      open.push({ ...item, element: list });
    }
    const made = parsed.createElement("li");
    made.append(...item.content);
    open.at(-1).element.append(made);
  }
  return tops;
};

const isBlank = (node) => node.nodeType !== Node.ELEMENT_NODE && !(node.nodeValue || "").trim();
const nextElement = (node) => {
  let next = node.nextSibling;
  while (next && (next.nodeType === Node.COMMENT_NODE || isBlank(next))) next = next.nextSibling;
  return next;
};

/* Each run of neighbours of which `itemsOf` makes items becomes a list. */
const rebuild = (elements, itemsOf, parsed) => {
  const done = new Set();
  for (const first of elements) {
    if (done.has(first)) continue;
    const run = [];
    const items = [];
    for (let element = first; element && elements.includes(element); element = nextElement(element)) {
      const found = itemsOf(element);
      if (!found.length) break;
      run.push(element);
      items.push(...found);
      done.add(element);
    }
    if (!run.length) continue;
    first.before(...build(items, parsed));
    run.forEach((element) => element.remove());
  }
};

export const makeLists = (parsed, styleOf) => {
  const paragraphs = [...parsed.querySelectorAll("p, div, h1, h2, h3, h4, h5, h6")].filter(
    (element) =>
      /^l\d+ level\d/.test(styleOf(element).get("mso-list") || "") ||
      [...element.children].some((child) => isMark(child, styleOf)),
  );
  rebuild(paragraphs, (paragraph) => [itemOfWord(paragraph, styleOf)].filter(Boolean), parsed);

  parsed.querySelectorAll("div.ListContainerWrapper").forEach((wrapper) => wrapper.replaceWith(...wrapper.childNodes));
  const flat = [...parsed.querySelectorAll("ul, ol")].filter(
    (list) => list.children.length && [...list.children].every((item) => item.dataset.ariaLevel),
  );
  rebuild(flat, itemsOfOnline, parsed);

  parsed.querySelectorAll(":is(ul, ol) > :is(ul, ol)").forEach((list) => {
    const item = list.previousElementSibling || list.parentElement.insertBefore(parsed.createElement("li"), list);
    item.append(list);
  });
};
