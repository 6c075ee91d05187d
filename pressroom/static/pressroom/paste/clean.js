/* The markup of a clipboard as the markup of a body: only what the editor knows, without what must not go out. */

import { wholeAddress } from "pressroom/paste/addresses";
import { takeOut } from "pressroom/paste/left-out";
import { makeLists } from "pressroom/paste/lists";
import { inertDocument, styleReader } from "pressroom/paste/styles";

const OWN = new Set([
  ...["p", "h2", "h3", "ul", "ol", "li", "blockquote", "strong", "em", "sub", "sup", "a", "br", "hr"],
  ...["table", "tbody", "tr", "th", "td", "meta"],
]);
const BLOCKS = new Set([
  ...["p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "center", "address", "figure"],
  ...["figcaption", "fieldset", "form", "dl", "dt", "dd", "pre", "blockquote", "ul", "ol", "li", "hr", "table", "caption"],
  ...["h1", "h2", "h3", "h4", "h5", "h6", "body", "thead", "tbody", "tfoot", "tr", "td", "th", "details", "summary"],
]);
const SPACES = /[ \t\r\n\f]+/g;
const MARKS = ["strong", "em", "sub", "sup"];

const textMarks = (element, style, before) => {
  const marks = { ...before };
  const tag = element.localName;
  const weight = style.get("font-weight") || "";
  const slant = style.get("font-style") || "";
  const raised = style.get("vertical-align") || "";
  if (tag === "b" || tag === "strong") marks.strong = true;
  if (tag === "i" || tag === "em" || tag === "cite") marks.em = true;
  if (tag === "sup" || tag === "sub") Object.assign(marks, { sup: tag === "sup", sub: tag === "sub" });
  if (weight) marks.strong = /^bold/.test(weight) || Number(weight) >= 600;
  if (slant) marks.em = /^(italic|oblique)/.test(slant);
  if (/^(super|sub|baseline)$/.test(raised)) Object.assign(marks, { sup: raised === "super", sub: raised === "sub" });
  if (tag === "a") marks.href = wholeAddress(element.getAttribute("href"));
  return marks;
};

class Writer {
  constructor(styleOf) {
    this.styleOf = styleOf;
    this.document = document.implementation.createHTMLDocument("");
  }

  make(tag, ...content) {
    const made = this.document.createElement(tag);
    made.append(...content);
    return made;
  }

  /* Blocks and text of one element, in order. Text is in paragraphs, save where `isInline`. */
  flow(element, marks, isPre = false) {
    const made = [];
    let line = null;
    const end = () => {
      if (line) made.push(...this.paragraphs(line));
      line = null;
    };
    const visit = (node, now) => {
      if (node.nodeType === Node.TEXT_NODE) {
        (line ??= []).push(...this.text(node.nodeValue, now, isPre));
      } else if (node.nodeType !== Node.ELEMENT_NODE) {
        return;
      } else if (node.localName === "br") {
        if (!/page-break|column/.test(node.getAttribute("data-style") || "")) (line ??= []).push(this.make("br"));
      } else if (BLOCKS.has(node.localName)) {
        end();
        made.push(...this.block(node, now));
      } else {
        const inner = textMarks(node, this.styleOf(node), now);
        node.childNodes.forEach((child) => visit(child, inner));
      }
    };
    element.childNodes.forEach((child) => visit(child, marks));
    end();
    return made;
  }

  text(value, marks, isPre) {
    if (isPre) {
      const lines = value.replace(/\n$/, "").split(/\r?\n/);
      return lines.flatMap((each, index) => [...(index ? [this.make("br")] : []), ...this.marked(each, marks)]);
    }
    return this.marked(value.replace(SPACES, " "), marks);
  }

  marked(value, marks) {
    if (!value) return [];
    let node = this.document.createTextNode(value);
    for (const mark of MARKS) if (marks[mark]) node = this.make(mark, node);
    if (marks.href) {
      node = this.make("a", node);
      node.setAttribute("href", marks.href);
    }
    return [node];
  }

  /* Paragraphs of one run of text: an empty line parts them, and what is empty is none. */
  paragraphs(line) {
    const parts = [[]];
    line.forEach((node, index) => {
      if (node.localName === "br" && line[index + 1]?.localName === "br") parts.push([]);
      else parts.at(-1).push(node);
    });
    return parts.flatMap((part) => {
      while (part.length && this.isEdge(part[0])) part.shift();
      while (part.length && this.isEdge(part.at(-1))) part.pop();
      return part.length ? [this.make("p", ...part)] : [];
    });
  }

  isEdge(node) {
    return node.localName === "br" || !node.textContent.trim();
  }

  block(element, before) {
    const style = this.styleOf(element);
    const tag = element.localName;
    const marks = textMarks(element, style, before);
    const level = element.getAttribute("role") === "heading" ? Number(element.getAttribute("aria-level") || 2) : 0;
    const heading = /^h([1-6])$/.exec(tag)?.[1] || level;
    if (heading) return this.heading(element, Number(heading));
    if (tag === "hr") return style.get("mso-element") || element.closest("[data-style*='footnote-list']") ? [] : [this.make("hr")];
    if (tag === "ul" || tag === "ol") return this.list(element, marks);
    if (tag === "table") return this.table(element, marks);
    const content = this.flow(element, marks, tag === "pre");
    return tag === "blockquote" && content.length ? [this.make("blockquote", ...content)] : content;
  }

  heading(element, level) {
    const parts = this.flow(element, {});
    return parts.flatMap((part) => {
      if (part.localName !== "p") return [part];
      part.querySelectorAll("strong").forEach((mark) => mark.replaceWith(...mark.childNodes));
      return [this.make(level < 3 ? "h2" : "h3", ...part.childNodes)];
    });
  }

  list(element, marks) {
    const items = [...element.childNodes].flatMap((child) => {
      const content = child.localName === "li" ? this.flow(child, textMarks(child, this.styleOf(child), marks)) : [];
      if (!content.length) return [];
      // An item begins with text, for the editor: one that only holds a list has an empty paragraph.
      if (["ul", "ol"].includes(content[0].localName)) content.unshift(this.make("p"));
      return [this.make("li", ...content)];
    });
    if (!items.length) return [];
    const made = this.make(element.localName, ...items);
    const start = Number(element.getAttribute("start") || 1);
    if (made.localName === "ol" && start > 1) made.setAttribute("start", start);
    return [made];
  }

  table(element, marks) {
    const captions = [...element.children].filter((child) => child.localName === "caption");
    const said = captions.flatMap((caption) => this.flow(caption, marks));
    const rows = [...element.rows];
    const isFrame = element.getAttribute("role") === "presentation" || rows.every((row) => row.cells.length < 2);
    if (isFrame) return [...said, ...rows.flatMap((row) => [...row.cells].flatMap((cell) => this.flow(cell, marks)))];
    const made = rows.map((row) => this.make("tr", ...[...row.cells].map((cell) => this.cell(cell, marks))));
    return [...said, this.make("table", this.make("tbody", ...made))];
  }

  cell(cell, marks) {
    const content = this.flow(cell, textMarks(cell, this.styleOf(cell), marks));
    const made = this.make(cell.localName, ...(content.length ? content : [this.make("p")]));
    for (const name of ["colspan", "rowspan"]) {
      if (Number(cell.getAttribute(name)) > 1) made.setAttribute(name, cell.getAttribute(name));
    }
    return made;
  }
}

/* What was copied in this editor itself needs no cleaning, and would lose where it was cut. */
const isOwn = (body) =>
  body.querySelector("[data-pm-slice]") !== null &&
  [...body.querySelectorAll("*")].every((element) => OWN.has(element.localName) && !element.hasAttribute("data-style"));

/* `{ html, left }`: the markup as it may stand in a body, and how many deletions, comments, hidden passages and
pictures were left out. */
export const clean = (html) => {
  const parsed = inertDocument(html);
  const styleOf = styleReader(parsed);
  if (isOwn(parsed.body)) return { html, left: {} };
  const left = takeOut(parsed.body, styleOf);
  makeLists(parsed, styleOf);
  const writer = new Writer(styleOf);
  const made = writer.make("div", ...writer.flow(parsed.body, {}));
  // A few words within a line are no paragraph of their own.
  const isWords = made.children.length === 1 && made.firstChild.localName === "p" && !parsed.body.querySelector([...BLOCKS].join());
  return { html: (isWords ? made.firstChild : made).innerHTML, left };
};
