// Shows in a page what `serve` is doing, and loads the page again when it is another. Served by `serve` alone.
(() => {
  "use strict";
  const script = document.currentScript;
  const seen = script.dataset.page;
  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const style = new CSSStyleSheet();
  style.replaceSync(`
    :host { all: initial; color-scheme: light dark; }
    .box { position: fixed; inset: auto .75rem .75rem auto; z-index: 2147483647; box-sizing: border-box;
      max-width: min(34rem, calc(100vw - 1.5rem)); max-height: 60vh; overflow: auto; overflow-wrap: anywhere;
      padding: .6rem .9rem; border-radius: .4rem; border: 2px solid #1b5e8a; background: #fff; color: #1a1a1a;
      font: 1rem/1.45 system-ui, sans-serif; box-shadow: 0 2px 12px rgb(0 0 0 / .25); }
    .box[data-state="fault"] { border-color: #b3261e; }
    .box:empty { display: none; }
    p, ul { margin: 0; padding: 0; list-style: none; }
    p, summary { font-weight: 600; }
    summary { cursor: pointer; }
    li { margin-top: .5rem; }
    li span { display: block; }
    .place { font-family: ui-monospace, monospace; font-size: .9rem; }
    @media (prefers-color-scheme: dark) {
      .box { background: #1c1f22; color: #f2f2f2; border-color: #7cc0ea; }
      .box[data-state="fault"] { border-color: #ff8f85; }
    }
    @media print { .box { display: none; } }
  `);
  root.adoptedStyleSheets = [style];
  const box = document.createElement("div");
  box.className = "box";
  box.setAttribute("role", "status");
  box.lang = "fr";
  root.append(box);
  document.body.append(host);

  const element = (name, text, className = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = className;
    return made;
  };
  const FOLDED = "tambour-serve-folded"; // the page loads itself again: it stays as it was left
  const foldable = (title, list) => {
    const made = element("details", "");
    made.open = sessionStorage.getItem(FOLDED) === null;
    made.append(element("summary", title), list);
    made.addEventListener("toggle", () =>
      made.open ? sessionStorage.removeItem(FOLDED) : sessionStorage.setItem(FOLDED, ""));
    return made;
  };
  const show = ({ state, title, lines }) => {
    box.dataset.state = state;
    const list = document.createElement("ul");
    for (const { place, text, remedy } of lines) {
      const item = document.createElement("li");
      item.append(...[[place, "place"], [text, ""], [remedy, ""]].filter(([words]) => words)
        .map(([words, className]) => element("span", words, className)));
      list.append(item);
    }
    box.replaceChildren(...(lines.length ? [foldable(title, list)] : title ? [element("p", title)] : []));
  };
  const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const listen = async () => {
    for (let since = -1; ; ) {
      try {
        const query = new URLSearchParams({ since, seen, page: location.pathname });
        const answer = await fetch(`/.tambour/state?${query}`);
        const news = await answer.json();
        if (news.reload) {
          location.reload();
          return;
        }
        since = news.version;
        show(news);
      } catch {
        await wait(1000); // `serve` was ended, or begins again
      }
    }
  };
  listen();
})();
