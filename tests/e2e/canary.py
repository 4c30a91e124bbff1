"""Whether a page runs what somebody stored: a bird that sings when called, and a look at what was parsed."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Dialog, Page, Route

# What only waits for a finger: found in the tree as the browser built it, after all its mending.
DANGEROUS = """() => {
  const fine = /^(https?|mailto|tel|whatsapp|sms):$/, found = [];
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, "attributes"); // a form can hide its own
  for (const element of Document.prototype.querySelectorAll.call(document, "*")) {
    const tag = element.localName;
    for (const { name, value } of get.call(element)) {
      if (/^on|^srcdoc$|^ping$/i.test(name)) found.push(`${tag} ${name}=${value}`);
      if (!/^((xlink:)?href|src|action|formaction|data|poster|background|values|to)$/i.test(name)) continue;
      let scheme = "";
      try { scheme = new URL(value.trim(), document.baseURI).protocol; } catch { continue; }
      if (!fine.test(scheme) && scheme !== location.protocol) found.push(`${tag} ${name}=${value}`);
    }
    if (/^(iframe|frame|object|embed|base|portal|math|foreignobject|animate|set|plaintext)$/i.test(tag))
      found.push(tag);
    if (tag === "meta" && /refresh/i.test(element.httpEquiv)) found.push("meta refresh");
    const isOurs = /^\\/static\\//.test(get.call(element).src?.value ?? "") || /json/.test(element.type);
    if (tag === "script" && !isOurs) found.push(`script ${element.text}`);
  }
  return found;
}"""


class Canary:
    """Sits in a browser context without a Content-Security-Policy: what is safe is so by its own words."""

    def __init__(self, context: BrowserContext, home: str) -> None:
        self.songs: list[str] = []
        self.home = urlsplit(home).netloc
        context.expose_binding("pwned", lambda source: self._sing(f"called on {source['page'].url}"))
        context.on("page", self._watch)
        context.route(re.compile("^(?!data:|blob:|file:)"), self._pass_or_stop)

    def _watch(self, page: Page) -> None:
        if page.opener():
            self._sing(f"opened {page.url}")
        page.on("dialog", self._dismiss)

    def _dismiss(self, dialog: Dialog) -> None:
        self._sing(f"asked “{dialog.message}”")
        dialog.dismiss()

    def _pass_or_stop(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc == self.home:
            route.fallback()
        else:
            self._sing(f"fetched {route.request.url}")
            route.abort()

    def _sing(self, words: str) -> None:
        self.songs.append(words)

    def heard(self, page: Page) -> list[str]:
        """What ran, or would, since it was last asked."""
        page.wait_for_load_state()
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
        heard = [*self.songs, *page.evaluate(DANGEROUS)]
        self.songs.clear()
        return heard
