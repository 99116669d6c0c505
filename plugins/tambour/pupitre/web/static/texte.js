// The tools of a text: what they write is Markdown, into a plain text area whose own undo goes on working.
(() => {
  "use strict";
  document.documentElement.classList.add("has-script");
  const area = document.getElementById("c-_texte");
  if (!area) return;
  const field = document.getElementById("c-_texte-champ");
  const form = area.form;
  const bar = document.getElementById("c-_texte-outils");
  const read = document.getElementById("c-_texte-rendu");
  const note = document.getElementById("c-_texte-note");
  bar.hidden = false;

  // What is written goes through the browser, so that Ctrl+Z takes it back.
  const write = (from, to, text, selectFrom, selectTo) => {
    area.focus();
    area.setSelectionRange(from, to);
    const isWritten = text ? document.execCommand("insertText", false, text) : from === to || document.execCommand("delete");
    if (!isWritten) {
      area.setRangeText(text, from, to, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (selectFrom !== undefined) area.setSelectionRange(selectFrom, selectTo ?? selectFrom);
  };
  const chosen = () => ({ from: area.selectionStart, to: area.selectionEnd, text: area.value.slice(area.selectionStart, area.selectionEnd) });

  const wrap = (mark, sample) => {
    let { from, to, text } = chosen();
    const value = area.value;
    const before = text.length - text.trimStart().length, after = text.length - text.trimEnd().length;
    if (text.trim()) { from += before; to -= after; text = text.trim(); }
    const isIn = (start, end) => value.slice(start - mark.length, start) === mark && value.slice(end, end + mark.length) === mark
      && (mark !== "*" || value[start - 2] !== "*" || value.slice(start - 3, start) === "***");
    if (text && isIn(from, to)) {
      write(from - mark.length, to + mark.length, text, from - mark.length, to - mark.length);
    } else if (text.length > 2 * mark.length && text.startsWith(mark) && text.endsWith(mark) && (mark !== "*" || !text.startsWith("**") || text.startsWith("***"))) {
      const inner = text.slice(mark.length, -mark.length);
      write(from, to, inner, from, from + inner.length);
    } else {
      const inner = (text || sample).split("\n").map((line) => (line.trim() ? mark + line.trim() + mark : line)).join("\n");
      const alone = !inner.includes("\n");
      write(from, to, inner, from + (alone ? mark.length : 0), from + inner.length - (alone ? mark.length : 0));
    }
  };

  const lines = (change) => {
    const { from, to } = chosen();
    const start = area.value.lastIndexOf("\n", from - 1) + 1;
    let end = area.value.indexOf("\n", to > from && area.value[to - 1] === "\n" ? to - 1 : to);
    if (end < 0) end = area.value.length;
    const made = change(area.value.slice(start, end).split("\n")).join("\n");
    write(start, end, made, from === to ? start + made.length : start, start + made.length);
  };
  const BARE = /^(\s*)(?:#{1,6}\s+|[-*+]\s+|\d+[.)]\s+|>\s?)/;
  const prefix = (has, make) => lines((all) => {
    const full = all.filter((line) => line.trim());
    if (full.length && full.every((line) => has.test(line))) return all.map((line) => line.replace(BARE, "$1"));
    let number = 0;
    return all.map((line) => (line.trim() || all.length === 1 ? make(line.replace(BARE, "$1"), ++number) : line));
  });
  // A block of lines stands apart from what is before and after.
  const block = (text, selectFrom, selectTo) => {
    const { from, to } = chosen();
    const before = area.value.slice(0, from), after = area.value.slice(to);
    const lead = !before.trim() ? "" : before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
    const tail = !after.trim() ? "\n" : after.startsWith("\n\n") ? "" : after.startsWith("\n") ? "\n" : "\n\n";
    const at = from + lead.length;
    write(from, to, lead + text + tail, at + selectFrom, at + selectTo);
  };

  const tools = {
    intertitre: () => lines((all) => all.map((line) => {
      const level = (line.match(/^(#{2,6})\s/) || ["", ""])[1].length;
      const bare = line.replace(/^#{1,6}\s+/, "");
      return level === 2 ? `### ${bare}` : level > 2 ? bare : `## ${bare}`;
    })),
    gras: () => wrap("**", field.dataset.gras),
    italique: () => wrap("*", field.dataset.italique),
    liste: () => prefix(/^\s*[-*+]\s/, (line) => `- ${line}`),
    numeros: () => prefix(/^\s*\d+[.)]\s/, (line, number) => `${number}. ${line}`),
    citation: () => prefix(/^\s*>/, (line) => `> ${line}`),
    deplier: () => {
      const { text } = chosen();
      const [title, sample] = field.dataset.deplier.split("|");
      block(`<details>\n<summary>${title}</summary>\n\n${text.trim() || sample}\n\n</details>`, 19, 19 + title.length);
    },
    lien: () => askLink(),
    voir: () => see(read.hidden),
  };

  // One stop for Tab; arrows go from one tool to the next.
  const buttons = () => [...bar.querySelectorAll("button")];
  bar.addEventListener("keydown", (event) => {
    const all = buttons(), at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    event.preventDefault();
    const next = all[(to + all.length) % all.length];
    for (const button of all) button.tabIndex = button === next ? 0 : -1;
    next.focus();
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // what is selected stays so
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-outil]"); // « image » is medias.js's, « tableau » tableau.js's
    if (tool && tools[tool.dataset.outil]) tools[tool.dataset.outil]();
  });
  const KEYS = { KeyT: "intertitre", KeyL: "liste", KeyN: "numeros", KeyC: "citation" };
  area.addEventListener("keydown", (event) => {
    const main = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    const name = main ? { b: "gras", i: "italique", k: "lien" }[event.key.toLowerCase()]
      : event.altKey && event.shiftKey && !event.ctrlKey ? KEYS[event.code] : undefined;
    if (name) {
      event.preventDefault();
      tools[name]();
      return;
    }
    if (event.key !== "Enter" || event.shiftKey || main || event.altKey || event.isComposing) return;
    // A list goes on by itself; an item that is left empty ends it.
    const { from, to } = chosen();
    const start = area.value.lastIndexOf("\n", from - 1) + 1;
    const item = area.value.slice(start, from).match(/^(\s*)(?:([-*+])|(\d+)([.)])|(>))(\s+)(.*)$/);
    if (!item || from !== to) return;
    event.preventDefault();
    if (!item[7].trim()) write(start, to, "\n"); // what follows is no part of it
    else write(from, to, `\n${item[1]}${item[2] || item[5] || Number(item[3]) + 1 + item[4]}${item[6]}`);
  });

  // How it reads, beside it.
  const SEEN = "pupitre:apercu";
  let timer, turn = 0;
  const draw = async () => {
    if (read.hidden) return;
    const mine = ++turn;
    let answer;
    try {
      answer = await fetch(field.dataset.rendu, { method: "POST", body: new URLSearchParams({ _jeton: form.elements._jeton.value, _texte: area.value, langue: form.elements.langue?.value || "" }) });
    } catch { return; }
    if (answer.ok && mine === turn) read.innerHTML = await answer.text();
  };
  const see = (isSeen) => {
    read.hidden = !isSeen;
    bar.querySelector("[data-outil=voir]").setAttribute("aria-pressed", String(isSeen));
    try { localStorage.setItem(SEEN, isSeen ? "oui" : "non"); } catch { /* not remembered */ }
    if (isSeen) draw();
  };
  let before = null;
  try { before = localStorage.getItem(SEEN); } catch { /* not remembered */ }
  const isWide = matchMedia("(min-width: 62rem)").matches;
  if (!read.hidden || before === "oui" || (before === null && isWide)) {
    read.hidden = false;
    bar.querySelector("[data-outil=voir]").setAttribute("aria-pressed", "true");
    draw();
  }
  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 200);
  });

  // What the check finds wrong with the text is told at the text, too.
  const found = document.getElementById("releve-place");
  const told = document.getElementById("c-_texte-fautes");
  if (found && told) {
    new MutationObserver(() => {
      const own = [...found.querySelectorAll('.faults a[href="#c-_texte"]')].map((link) => link.parentElement.querySelector("span"));
      told.replaceChildren(...own.map((said) => {
        const line = document.createElement("p");
        line.className = "wrong";
        line.textContent = said.textContent;
        return line;
      }));
      field.classList.toggle("field--wrong", own.length > 0);
      if (own.length) area.setAttribute("aria-invalid", "true");
      else area.removeAttribute("aria-invalid");
    }).observe(found, { childList: true });
  }

  // A paste: its headings, lists, links and tables stay, nothing of its style.
  const say = (...sentences) => { note.textContent = sentences.join(" "); };
  area.addEventListener("paste", async (event) => {
    const data = event.clipboardData;
    const html = data.getData("text/html"), plain = data.getData("text/plain");
    if (!html || !/<(?:h[1-6]|[ou]l|li|table|a\s|b\b|strong|i\b|em\b|blockquote|span|p\b|div|img)/i.test(html)) return;
    if (data.files.length && !plain.trim()) return; // a picture: medias.js
    event.preventDefault();
    const { from, to } = chosen();
    const whole = html.replace(/(<img[^>]*\ssrc=["'])data:[^"']*/gi, "$1x");
    let made = null;
    try {
      const answer = await fetch(field.dataset.coller, { method: "POST", body: new URLSearchParams({ _jeton: form.elements._jeton.value, html: whole }) });
      if (answer.ok) made = await answer.json();
    } catch { /* the words alone */ }
    const text = made ? made.texte : plain;
    const isBlock = /\n|^(?:#{2,6} |[-|>] |\d+\. )/.test(text);
    const head = area.value.slice(0, from);
    const lead = isBlock && head.trim() && !head.endsWith("\n\n") ? (head.endsWith("\n") ? "\n" : "\n\n") : "";
    write(from, to, lead + text);
    say(...(made ? made.notes : []));
  });

  // A link: to a content that is looked for, or to an address.
  const ADDRESS = /^(?:https?:\/\/|mailto:|tel:|\/|#|id:)/i;
  const addressOf = (typed) => {
    const said = typed.trim();
    if (!said) return "";
    if (ADDRESS.test(said)) return said;
    if (/^[^\s@/]+@[^\s@/]+\.[^\s@/]+$/.test(said)) return `mailto:${said}`;
    if (/^\+?[\d\s.]{6,}$/.test(said)) return `tel:${said.replace(/[\s.]/g, "")}`;
    if (/^[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$/.test(said)) return `https://${said}`;
    return null;
  };
  function askLink() {
    const { from, to, text } = chosen();
    const dialog = document.getElementById("c-_texte-lien").content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const part = (name) => dialog.querySelector(`#lien-${name}`);
    const words = part("mots"), query = part("cherche"), list = part("trouve"), typed = part("adresse"), wrong = part("faute");
    words.value = text.replace(/\s+/g, " ").trim();
    let target = "", waiting, asked = 0;
    const pick = (button) => {
      for (const other of list.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      target = button.dataset.valeur;
      if (!words.value) words.value = button.textContent;
      typed.value = "";
    };
    const look = async () => {
      const mine = ++asked;
      let answers;
      try {
        answers = await Promise.all(["link", "document"].map((kind) => fetch(`${field.dataset.coller.replace("texte/coller", "choix")}/${kind}?q=${encodeURIComponent(query.value)}`)));
      } catch { return; }
      if (mine !== asked) return;
      const items = [];
      for (const answer of answers) {
        if (!answer.ok) continue;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        for (const one of page.querySelectorAll("[data-cible]")) {
          const button = document.createElement("button");
          button.type = "button";
          button.dataset.valeur = one.dataset.cible;
          button.textContent = one.dataset.valeur;
          button.setAttribute("aria-pressed", "false");
          const item = document.createElement("li");
          item.append(button);
          items.push(item);
        }
      }
      list.replaceChildren(...items.slice(0, 40));
    };
    query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 150); });
    list.addEventListener("click", (event) => { const button = event.target.closest("button"); if (button) pick(button); });
    typed.addEventListener("input", () => { target = ""; for (const other of list.querySelectorAll("button")) other.setAttribute("aria-pressed", "false"); });
    dialog.querySelector("[data-fermer]").addEventListener("click", () => dialog.close("non"));
    dialog.addEventListener("close", () => { dialog.remove(); area.focus(); });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      const address = target || addressOf(typed.value);
      if (!address) {
        event.preventDefault();
        wrong.hidden = false;
        wrong.textContent = address === null ? dialog.dataset.fausse : dialog.dataset.vide;
        (address === null ? typed : query).focus();
        return;
      }
      const said = words.value.trim().replace(/([[\]])/g, "\\$1") || address.replace(/^(?:mailto|tel|https?):(?:\/\/)?/, "");
      const goal = /[\s()<>]/.test(address) ? `<${address}>` : address;
      dialog.addEventListener("close", () => write(from, to, `[${said}](${goal})`), { once: true });
    });
    dialog.showModal();
    (words.value ? query : words).focus();
    look();
  }

  // medias.js and tableau.js write here, too.
  area.tambour = { write, block, say, chosen };
})();
