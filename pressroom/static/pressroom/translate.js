/* Each paragraph of a translation gets an editor for what stands inside a line, once it comes near the screen.
   Without this file the paragraphs are typed with their marks. */

import {
  Bold,
  createTextareaEditor,
  Document,
  HardBreak,
  History,
  Italic,
  Menu,
  Paragraph,
  Subscript,
  Superscript,
  Text,
} from "django-prose-editor/editor";
import { CleanPaste, KeepSpaces, Link } from "pressroom/editor";

const NEAR = "600px";

const edit = (textarea) => {
  const { lang, dir } = textarea;
  const attributes = { role: "textbox", "aria-multiline": "true", lang, dir };
  for (const name of ["aria-label", "aria-describedby"]) attributes[name] = textarea.getAttribute(name);
  const extensions = [Document, Paragraph, Text, HardBreak, Bold, Italic, Subscript, Superscript, Link, History, Menu];
  const editor = createTextareaEditor(textarea, [...extensions, CleanPaste, KeepSpaces]);
  editor.setOptions({ editorProps: { attributes } });
};

const watcher = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      edit(target);
    }
  },
  { rootMargin: NEAR },
);
for (const textarea of document.querySelectorAll("textarea.paragraph")) watcher.observe(textarea);
