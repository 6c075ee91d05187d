/* What is never pasted: what was struck out, comments, what is hidden, pictures. */

const NEVER_TEXT = new Set([
  ...["script", "xmp", "meta", "link", "title", "template", "noscript", "input", "button", "select", "textarea"],
  ...["iframe", "base", "audio", "map", "colgroup", "col"],
]);
const PICTURES = new Set(["img", "svg", "canvas", "video", "object", "embed", "picture"]);
const DELETED = new Set(["del", "s", "strike"]);
const DELETION_CLASS = /^(msodel|trackchange\w*deletion|trackeddeletion)$/i;
const COMMENT_CLASS = /^(msocomanchor|msocomtxt|msocommentreference|msocommenttext|msocomoff)$/i;
const COMMENT_PLACE = /^#(_msocom_|cmnt)/;

const isComment = (element, style) =>
  [...element.classList].some((name) => COMMENT_CLASS.test(name)) ||
  (style.get("mso-element") || "").startsWith("comment") ||
  style.get("mso-special-character") === "comment" ||
  COMMENT_PLACE.test(element.getAttribute("href") || "");

const isDeletion = (element, style) =>
  DELETED.has(element.localName) ||
  [...element.classList].some((name) => DELETION_CLASS.test(name)) ||
  /line-through/.test(`${style.get("text-decoration") || ""} ${style.get("text-decoration-line") || ""}`) ||
  [...style.keys()].some((name) => name.startsWith("mso-del"));

const isHidden = (element, style) =>
  element.hasAttribute("hidden") ||
  style.get("display") === "none" ||
  style.get("visibility") === "hidden" ||
  (style.get("mso-hide") || "none") !== "none";

const isDot = (element) => ["width", "height"].every((name) => /^[01](px)?$/.test(element.getAttribute(name) || ""));

/* Why `element` is no text of the release: "deletions", "comments", "hidden", "pictures", "" for what is nothing. */
const reasonAgainst = (element, style) => {
  const tag = element.localName;
  if (NEVER_TEXT.has(tag)) return "";
  if (isComment(element, style)) return "comments";
  if (isDeletion(element, style)) return "deletions";
  if (isHidden(element, style)) return "hidden";
  if (PICTURES.has(tag)) return isDot(element) ? "" : "pictures";
  return null;
};

/* Google Docs writes each comment as a paragraph of its own that begins with a way back to its place. */
const wholeComment = (element) => {
  const isWayBack = /^#cmnt_ref/.test(element.getAttribute("href") || "");
  return (isWayBack && element.closest("p")) || element;
};

/* Takes it out of `root` and returns how much it was. Parts of one deletion that follow each other count as one. */
export const takeOut = (root, styleOf) => {
  const left = { deletions: 0, comments: 0, hidden: 0, pictures: 0 };
  const found = new Map();
  const look = (element) => {
    const style = styleOf(element);
    // The mark of an item, which may be a picture: it makes the list, and is no text itself.
    if (style.get("mso-list") === "ignore") return;
    const reason = reasonAgainst(element, style);
    if (reason === null) [...element.children].forEach(look);
    else if (reason === "comments") found.set(wholeComment(element), reason);
    else found.set(element, reason);
  };
  [...root.children].forEach(look);
  let anchors = 0;
  let comments = 0;
  for (const [element, reason] of found) {
    const isSaid = element.textContent.trim() || PICTURES.has(element.localName);
    if (reason === "comments") {
      const marks = [element, ...element.querySelectorAll("*")];
      anchors += marks.filter((mark) => /^#(_msocom_|cmnt\d)/.test(mark.getAttribute("href") || "")).length;
      comments += marks.filter(
        (mark) => /\bmsocomtxt\b/i.test(mark.className) || /^#cmnt_ref/.test(mark.getAttribute("href") || ""),
      ).length;
    } else if (reason && isSaid && found.get(element.previousSibling) !== reason) {
      left[reason] += 1;
    }
  }
  left.comments = Math.max(anchors, comments);
  for (const element of found.keys()) element.remove();
  return left;
};
