/* Addresses of links, as they are kept in a body: with a scheme, or not at all. */

const KEPT = /^(https?|mailto|tel):/i;
const MAIL = /^[^\s@/:]+@[^\s@/]+\.[^\s@/.]{2,}$/;
const DOMAIN = /^([\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+\p{L}{2,}(:\d+)?(?=[/?#]|$)/u;
const FILE = /^[^/?#]+\.(html?|docx?|xlsx?|pptx?|pdf|txt|rtf|odt|php|aspx?|jpe?g|png|gif|zip)$/i;
const DETOURS = [
  [/^https?:\/\/[\w.-]+\.safelinks\.protection\.outlook\.com\//i, "url"],
  [/^https?:\/\/www\.google\.com\/url\?/i, "q"],
];

/* Where a link of a mail program or of Google Docs leads that goes by way of theirs. */
const straight = (address) => {
  for (const [pattern, name] of DETOURS) {
    const target = pattern.test(address) && URL.canParse(address) && new URL(address).searchParams.get(name);
    if (target && /^https?:/i.test(target)) return target;
  }
  return address;
};

/* `address` with a scheme, or "" where it leads nowhere from a page of this site. */
export const wholeAddress = (address) => {
  const typed = straight((address || "").trim());
  if (KEPT.test(typed)) return typed;
  if (MAIL.test(typed)) return `mailto:${typed}`;
  if (/^\/\/[^/]/.test(typed)) return `https:${typed}`;
  return DOMAIN.test(typed) && !FILE.test(typed) ? `https://${typed}` : "";
};
