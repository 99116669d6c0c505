// What makes the pupitre quick. Everything works without it.
(() => {
  "use strict";
  const form = document.getElementById("ecrit");

  // What is wrong comes first.
  const first = document.querySelector("[data-premier]");
  if (first) first.focus();

  // A list is looked through while one types.
  const search = document.querySelector("form[data-immediat]");
  if (search) {
    let waiting;
    const look = async () => {
      const url = new URL(search.action);
      url.search = new URLSearchParams(new FormData(search)).toString();
      const answer = await fetch(url);
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const main = document.querySelector("main");
      while (search.nextSibling) search.nextSibling.remove();
      let found = page.querySelector("form[data-immediat]").nextSibling;
      while (found) {
        const next = found.nextSibling;
        main.append(found);
        found = next;
      }
      history.replaceState(null, "", url);
    };
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(look, 200);
    });
  }
  if (!form) return;

  // One more row, without a new page.
  const renumber = (row, list, from, to) => {
    const turn = (text) => text.replaceAll(`${list}.${from}`, `${list}.${to}`);
    const turnId = (text) => text.replaceAll(`c-${list}.${from}`.replaceAll(".", "-"), `c-${list}.${to}`.replaceAll(".", "-"));
    for (const element of [row, ...row.querySelectorAll("*")]) {
      for (const name of ["name", "data-nom", "data-rangees", "data-ajouter", "data-pour", "value"]) {
        const text = element.getAttribute(name);
        if (text && text.includes(`${list}.${from}`)) element.setAttribute(name, turn(text));
      }
      for (const name of ["id", "for", "aria-describedby"]) {
        const text = element.getAttribute(name);
        if (text) element.setAttribute(name, turnId(text));
      }
    }
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-ajouter]");
    if (!button) return;
    const name = button.dataset.ajouter;
    const list = form.querySelector(`[data-rangees="${CSS.escape(name)}"]`);
    const last = list && list.lastElementChild;
    if (!last || last.querySelector(".picks, .kept")) return; // its fields depend on what is chosen: a new page
    event.preventDefault();
    const number = Number(last.dataset.rangee) + 1;
    const row = last.cloneNode(true);
    renumber(row, name, last.dataset.rangee, number);
    row.dataset.rangee = number;
    for (const field of row.querySelectorAll("input, textarea, select")) {
      if (field.type === "checkbox") field.checked = false;
      else if (field.type === "radio") field.checked = field.defaultChecked = field.value === "";
      else if (field.tagName === "SELECT") field.selectedIndex = 0;
      else field.value = field.defaultValue = "";
      field.removeAttribute("aria-invalid");
    }
    for (const wrong of row.querySelectorAll(".wrong, .media__notes > *")) wrong.remove();
    for (const seen of row.querySelectorAll(".media__seen")) seen.hidden = true;
    for (const count of row.querySelectorAll(".row__number")) if (count.closest(".row") === row) count.textContent = list.children.length + 1;
    // Where the row is one field, its name is that of the row, with its number.
    for (const own of row.querySelectorAll(`[data-nom="${CSS.escape(`${name}.${number}`)}"] > :is(label, legend)`)) {
      own.firstChild.textContent = own.firstChild.textContent.replace(/\d+(?=\s*$)/, list.children.length + 1);
    }
    list.append(row);
    const begin = row.querySelector("input:not([type=hidden]), textarea, select");
    if (begin) begin.focus();
    form.dispatchEvent(new Event("input"));
  });

  // How much of a text is left.
  const count = (field) => {
    const limit = Number(field.dataset.limite);
    let said = field.nextElementSibling;
    if (!said || !said.classList.contains("left-over")) {
      said = document.createElement("p");
      said.className = "help left-over";
      field.after(said);
    }
    const length = [...field.value].length;
    said.textContent = length > limit * 0.8 ? `${length} signes sur ${limit}` : "";
  };
  form.addEventListener("input", (event) => {
    if (event.target.dataset && event.target.dataset.limite) count(event.target);
  });

  // What a field may name is looked for while one types, where the page does not hold all of it.
  let choosing;
  const choose = async (list, words) => {
    let answer;
    try { answer = await fetch(`${list.dataset.choix}?q=${encodeURIComponent(words)}`); } catch { return; }
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...[...page.querySelectorAll("[data-valeur]")].map((found) => new Option("", found.dataset.valeur)));
  };
  form.addEventListener("input", (event) => {
    const list = event.target.list;
    if (!list || !list.dataset.choix) return;
    clearTimeout(choosing);
    choosing = setTimeout(choose, 200, list, event.target.value);
  });

  // What is typed is kept, here and by the server, and judged, shortly after the last key.
  const key = `pupitre:${form.dataset.cle}`;
  const place = document.getElementById("releve-place");
  let timer, asked, touched = false, turn = 0, away = false;
  const keepHere = () => {
    const said = [...new FormData(form)].filter(([name]) => name !== "_jeton");
    try { localStorage.setItem(key, JSON.stringify(said)); } catch { /* full, or not allowed: the server keeps it */ }
  };
  const forgetHere = () => {
    try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
  };
  // What was sent and is saved is not offered again, though it was a new one there and has its own name here.
  const SENT = "pupitre:envoye";
  const forgetSent = () => {
    forgetHere();
    try {
      localStorage.removeItem(sessionStorage.getItem(SENT));
      sessionStorage.removeItem(SENT);
    } catch { /* nothing was kept */ }
  };
  const check = async () => {
    const mine = ++turn;
    asked = new AbortController();
    let answer;
    try {
      answer = await fetch(form.dataset.verifier, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal });
    } catch {
      away = away || mine === turn; // the server will be there again
      return;
    }
    away = false;
    if (answer.ok) forgetHere();
    if (mine !== turn || answer.status !== 200) return;
    place.innerHTML = await answer.text();
  };
  form.addEventListener("input", () => {
    touched = true;
    keepHere();
    clearTimeout(timer);
    timer = setTimeout(check, 600);
  });
  // Whether what is typed is saved; whoever leaves before is told that it is kept, and not saved.
  const state = document.getElementById("etat-enregistre");
  let unsaved = Boolean(state && state.hasAttribute("data-attend") && state.textContent === state.dataset.non);
  const hold = (event) => event.preventDefault();
  const tell = (is) => {
    unsaved = is;
    if (is) addEventListener("beforeunload", hold);
    else removeEventListener("beforeunload", hold);
    if (!state) return;
    const words = is ? state.dataset.non : state.dataset.oui;
    if (state.textContent !== words) state.textContent = words;
    state.toggleAttribute("data-attend", is);
  };
  if (unsaved) tell(true);
  form.addEventListener("input", () => tell(true));
  // Without the server, a browser would show a page of its own in place of what is typed: the form stays, and says so.
  let reached = null;
  const reach = async (button) => {
    let answers = false;
    try {
      answers = navigator.onLine && (await fetch(document.querySelector("link[rel=icon]").href, { cache: "no-store", signal: AbortSignal.timeout(8000) })).ok;
    } catch { /* it does not answer */ }
    away = !answers;
    if (answers) {
      reached = button;
      form.requestSubmit(button);
    } else if (state) {
      state.textContent = state.dataset.absent;
      state.setAttribute("data-attend", "");
    }
  };
  form.addEventListener("submit", (event) => {
    if (event.submitter === reached || (!away && navigator.onLine)) { reached = null; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    reach(event.submitter);
  });
  form.addEventListener("submit", () => removeEventListener("beforeunload", hold));
  const asking = document.getElementById("quitter-demande");
  if (asking) document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    const leaves = link && !link.target && !link.hasAttribute("download") && link.origin === location.origin && link.pathname !== location.pathname;
    if (!unsaved || !leaves || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const dialog = asking.content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    dialog.addEventListener("close", () => {
      const goes = dialog.returnValue === "partir";
      dialog.remove();
      if (!goes) { (form.querySelector(".save__main .button") || link).focus(); return; }
      tell(false);
      location.assign(link.href);
    });
    dialog.showModal();
  });
  // A date or an hour that is typed in part is nothing to the browser, which would send it empty.
  form.addEventListener("submit", (event) => {
    const partial = [...form.querySelectorAll("input")].find((field) => field.validity.badInput && !field.closest("[hidden]"));
    if (!partial) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    partial.setAttribute("aria-invalid", "true");
    partial.setCustomValidity(form.dataset.entier);
    partial.reportValidity();
    partial.setCustomValidity("");
  });
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.closest(".save__main, .act__do")) { // pressed twice, it means it once
      if (sentAt && event.timeStamp - sentAt < 2000) { event.preventDefault(); return; }
      sentAt = event.timeStamp;
    }
    touched = false;
    clearTimeout(timer); // what is sent needs no keeping beside it
    if (asked) asked.abort();
    turn++;
    try { sessionStorage.setItem(SENT, key); } catch { /* it is offered once more */ }
  });
  // A page that one comes back to, after it was sent, is another form from now on.
  addEventListener("pageshow", (event) => {
    const way = performance.getEntriesByType("navigation")[0];
    if (!event.persisted && (!way || way.type !== "back_forward")) return;
    sentAt = 0;
    form.elements._formulaire.value = `${Date.now()}${Math.random()}`;
  });
  addEventListener("pagehide", () => {
    if (touched) navigator.sendBeacon(form.dataset.verifier, new URLSearchParams(new FormData(form)));
  });
  // What a tab kept while the server was away goes to the server, which offers it.
  const handOver = async () => {
    let said;
    try { said = JSON.parse(localStorage.getItem(key) || "null"); } catch { return; }
    if (!said || document.querySelector(".done, .left, .summary")) return;
    const body = new URLSearchParams([...said, ["_jeton", form.elements._jeton.value]]);
    const answer = await fetch(form.dataset.verifier, { method: "POST", body });
    if (!answer.ok) return;
    forgetHere();
    location.reload();
  };
  // The page that answers to what was sent holds it, saved or not: it is not offered once more.
  const holdsSent = () => {
    try { return unsaved && sessionStorage.getItem(SENT) === key; } catch { return false; }
  };
  if (document.querySelector(".done") || holdsSent()) forgetSent();
  if (!unsaved) handOver();
})();
