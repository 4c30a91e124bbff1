// Words that wait on this device until the server has them: a list of [name, value] under a name.
// A form that goes as a page takes an id along; the page that comes back names it once it is saved.

const KEEP = "kept-draft:";

export function keepWords(name, words, id = "") {
  try {
    localStorage.setItem(KEEP + name, JSON.stringify({ words, id }));
    return true;
  } catch {
    return false;
  }
}

export function keptWords(name) {
  return read(KEEP + name)?.words;
}

export function forgetWords(name) {
  localStorage.removeItem(KEEP + name);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forgetSaved() {
  const here = new URL(window.location.href);
  const id = here.searchParams.get("saved");
  if (!id) return;
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(KEEP) && read(key)?.id === id) localStorage.removeItem(key);
  }
  here.searchParams.delete("saved");
  window.history.replaceState(null, "", here);
}

forgetSaved();
