// Starts the bundle. What is done on the page before the bundle is ready is kept and done then;
// if the bundle never comes, the browser does it by itself.
import load, { start } from "./todos_web.js";

const early = [];
const kinds = ["submit", "change", "dblclick"];

function keep(event) {
  const { type, target, submitter } = event;
  if (target.enctype === "multipart/form-data") return;
  if (type !== "submit") return early.push(() => target.dispatchEvent(new event.constructor(type, event)));
  event.preventDefault();
  if (submitter?.role === "checkbox") submitter.ariaChecked = String(submitter.ariaChecked !== "true");
  const sent = [...new FormData(target)];
  early.push(() => submit(target, sent));
  target.reset();
}

function submit(form, values) {
  const typed = [...new FormData(form)];
  fill(form, values);
  form.requestSubmit();
  fill(form, typed);
}

function fill(form, values) {
  for (const [name, value] of values) {
    const field = form.elements.namedItem(name);
    if (field) field.value = value;
  }
}

kinds.forEach((kind) => document.addEventListener(kind, keep));
try {
  await load();
  await start();
} finally {
  kinds.forEach((kind) => document.removeEventListener(kind, keep));
  early.forEach((again) => again());
}
