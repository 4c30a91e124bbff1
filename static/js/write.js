// Sending what a person wrote: a plain POST under an id of the device's own making, tried again
// until the server has answered. Sent twice, it counts once.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

export function newClientId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export class Refused extends Error {
  constructor(message = "", code = "", result = {}) {
    super(message);
    this.code = code;
    this.result = result;
  }
}

function pause(milliseconds) {
  return new Promise((resolve) => {
    const timer = setTimeout(go, milliseconds);
    window.addEventListener("online", go, { once: true });
    function go() {
      clearTimeout(timer);
      window.removeEventListener("online", go);
      resolve();
    }
  });
}

// An expired CSRF token is renewed from the page itself, once.
export async function freshToken() {
  const page = await fetch(window.location.href, { headers: { Accept: "text/html" } });
  const text = await page.text();
  return text.match(/name="csrfmiddlewaretoken" value="([^"]+)"/)?.[1];
}

// keepalive: the browser goes on sending while the page is being closed.
export async function send(url, data, { onWaiting = () => {}, wait = FIRST_WAIT, keepalive = false } = {}) {
  let renewed = false;
  for (;;) {
    let answer;
    try {
      const headers = { Accept: "application/json" };
      answer = await fetch(url, { method: "POST", body: data, headers, keepalive });
    } catch {
      onWaiting();
      await pause(wait * (0.75 + Math.random() / 2));
      wait = Math.min(wait * 2, LONGEST_WAIT);
      continue;
    }
    if (answer.status >= 500) {
      onWaiting();
      await pause(wait);
      wait = Math.min(wait * 2, LONGEST_WAIT);
      continue;
    }
    if (answer.redirected) throw new Refused();
    const isJson = (answer.headers.get("Content-Type") || "").startsWith("application/json");
    const result = isJson ? await answer.json() : {};
    if (result.code === "csrf" && !renewed) {
      renewed = true;
      const token = await freshToken();
      if (token) {
        data.set("csrfmiddlewaretoken", token);
        continue;
      }
    }
    if (!answer.ok) throw new Refused(result.error, result.code, result);
    return result;
  }
}
