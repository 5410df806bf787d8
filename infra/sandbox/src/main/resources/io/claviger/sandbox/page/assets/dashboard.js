// Asks for confirmation of a revocation, counts tokens down, shows times in the time zone of the browser, and keeps the scroll position
// of a list that is replaced.
"use strict";

const TWO_DIGITS = { hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false };

function inWords(seconds) {
  const days = Math.floor(seconds / 86400);
  const hours = Math.floor((seconds % 86400) / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  if (days > 0) return `${days} d ${hours} h`;
  if (hours > 0) return `${hours} h ${minutes} min`;
  if (minutes > 0) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(seconds)} s`;
}

function countDown() {
  const now = Date.now();
  for (const token of document.querySelectorAll("[data-expires]")) {
    const expires = Date.parse(token.dataset.expires);
    const left = (expires - now) / 1000;
    const over = left <= 0;
    const due = token.dataset.due ? (Date.parse(token.dataset.due) - now) / 1000 : null;
    token.classList.toggle("over", over);
    const words = over ? "expired" : inWords(left) + (due === null ? "" : due > 0 ? `, refreshed in ${inWords(due)}` : ", refresh due");
    const text = token.querySelector(".left");
    if (text.textContent !== words) text.textContent = words;
    const bar = token.querySelector("progress");
    if (bar) bar.value = over ? 0 : Math.min(1, left / Math.max(1, (expires - Date.parse(token.dataset.created)) / 1000));
  }
}

function showTimes(root) {
  for (const time of root.querySelectorAll("time[datetime]")) {
    const at = new Date(time.dateTime);
    if (!Number.isNaN(at.getTime())) {
      time.textContent = at.toLocaleTimeString([], TWO_DIGITS);
      time.title = at.toLocaleString();
    }
  }
}

const dialog = document.getElementById("confirm");
const pending = { id: "", post: "", target: "" };

function ask(button) {
  Object.assign(pending, { id: button.id, post: button.dataset.post, target: button.dataset.target });
  document.getElementById("confirm-title").textContent = `${button.dataset.action}?`;
  document.getElementById("confirm-text").textContent = button.dataset.confirm;
  dialog.querySelector("[data-answer=yes]").textContent = button.dataset.action;
  dialog.showModal();
  dialog.querySelector("[data-answer=no]").focus();
}

// By id, because a refresh may have replaced the button.
function focusButton() {
  document.getElementById(pending.id)?.focus();
}

// Acts on the click, because the dialog's close event may arrive after the next question.
function answer(yes) {
  dialog.close();
  if (yes) htmx.ajax("POST", pending.post, { target: pending.target, swap: "outerHTML" }).then(focusButton);
}

dialog.addEventListener("close", focusButton);

document.addEventListener("click", (event) => {
  const answering = event.target.closest("[data-answer]");
  if (answering) answer(answering.dataset.answer === "yes");
  const asking = event.target.closest("[data-post]");
  if (asking) ask(asking);
});

// New rows arrive at the top, so the distance to the bottom stays. At the top, the list shows new rows.
const positions = new Map();

document.body.addEventListener("htmx:beforeSwap", (event) => {
  for (const list of event.detail.target.querySelectorAll(".scroll[id]")) {
    positions.set(list.id, { x: list.scrollLeft, below: list.scrollTop > 0 ? list.scrollHeight - list.scrollTop : null });
  }
});

document.body.addEventListener("htmx:afterSwap", () => {
  for (const [id, position] of positions) {
    const list = document.getElementById(id);
    if (list === null) continue;
    list.scrollLeft = position.x;
    if (position.below !== null) list.scrollTop = list.scrollHeight - position.below;
  }
  positions.clear();
});

document.getElementById("request-filter").addEventListener("submit", (event) => event.preventDefault());

document.body.addEventListener("htmx:afterSettle", (event) => {
  showTimes(event.detail.elt.parentElement ?? document);
  countDown();
});

for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(name, () => { document.getElementById("connection").hidden = false; });
}
document.body.addEventListener("htmx:afterOnLoad", () => { document.getElementById("connection").hidden = true; });

showTimes(document);
countDown();
setInterval(countDown, 1000);
