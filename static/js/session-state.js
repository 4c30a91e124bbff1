// How a session stands, on an attendee's page: open, closed and where the talk goes on, what is paused.
import { show } from "./question-list.js";

export function showSession(root, session) {
  const { state } = session;
  root.dataset.state = state;
  const mark = root.querySelector("[data-session-state]");
  mark.className = `mark ${state}`;
  mark.textContent = mark.dataset[state] || mark.textContent;
  show(root.querySelector("[data-lobby]"), state === "scheduled");
  show(root.querySelector("[data-asking-paused]"), Boolean(session.asking_paused));
  show(root.querySelector("[data-voting-paused]"), Boolean(session.voting_paused));
  const slow = root.querySelector("[data-slow]");
  if (slow && session.slow) slow.textContent = slow.dataset.slow.replace("{n}", session.slow);
  show(slow, Boolean(session.slow));
  if (state === "closed") showWhereItGoesOn(root, session.threads || []);
  else show(root.querySelector("[data-session-closed]"), false);
}

// Told on the page as it is: what somebody typed stays below, to be copied into a thread.
function showWhereItGoesOn(root, threads) {
  const place = root.querySelector("[data-session-closed]");
  const words = place.querySelector("[data-closed-words]");
  const said = threads.length ? words.dataset.some : words.dataset.none;
  place.querySelector("[data-threads]").replaceChildren(...threads.map(row));
  show(place, true);
  if (words.textContent !== said) words.textContent = said;
  const typed = root.querySelector("[data-ask] textarea")?.value.trim();
  show(place.querySelector("[data-unsent]"), Boolean(typed));
}

function row({ title, url, about }) {
  const [item, link, quiet] = ["li", "a", "span"].map((name) => document.createElement(name));
  Object.assign(link, { href: url, textContent: title });
  Object.assign(quiet, { className: "quiet", textContent: about });
  item.append(link, " ", quiet);
  return item;
}
