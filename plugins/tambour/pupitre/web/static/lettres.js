// Letters: gestures without a new page, blocks that are dragged, what is copied. Everything works without it.
(() => {
  "use strict";
  // Copying. The buttons are of no use without a script: the text areas are.
  for (const button of document.querySelectorAll("[data-copier]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const field = document.getElementById(button.dataset.copier);
      let done = true;
      try {
        await navigator.clipboard.writeText(field.value);
      } catch { // not allowed here: the old way
        const folded = field.closest("details:not([open])");
        if (folded) folded.open = true;
        field.focus();
        field.select();
        done = document.execCommand("copy");
      }
      const said = document.querySelector("[data-dit]");
      if (said && done) said.textContent = button.dataset.fait || "Copié.";
      if (done) button.classList.add("is-done");
    });
  }
  for (const folded of document.querySelectorAll("[data-referme]")) folded.open = false;

  const form = document.getElementById("ecrit");
  const blocks = () => document.getElementById("c-blocs-champ");
  if (!form || !blocks()) return;

  // How it looks in a list of mails: of a letter.
  const name = (key) => form.elements.namedItem(key);
  const inbox = () => {
    const box = form.querySelector("[data-boite]");
    const subject = name("objet").value.trim() || name("titre").value.trim();
    const preheader = name("preheader").value.trim();
    box.querySelector("[data-objet]").textContent = subject || "Objet";
    box.querySelector("[data-accroche]").textContent = preheader;
    const counts = [["[data-compte-objet]", [...subject].length, 1, 60], ["[data-compte-accroche]", [...preheader].length, 40, 90]];
    for (const [where, length, least, most] of counts) {
      const place = box.querySelector(where);
      place.textContent = place.textContent.replace(/\d+/, length);
      place.classList.toggle("is-over", length < least || length > most);
    }
  };
  if (form.querySelector("[data-boite]")) {
    for (const key of ["titre", "objet", "preheader"]) name(key).addEventListener("input", inbox);
    inbox();
  }

  // A gesture asks for the page as it would be, and takes from it what has changed.
  let turn = 0;
  const ask = async (act) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("_faire", act);
    const mine = ++turn;
    let answer;
    try { answer = await fetch(form.action, { method: "POST", body }); } catch { return null; }
    if (!answer.ok || mine !== turn) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  };
  const summary = (page) => {
    const [here, there] = [document, page].map((one) => one.querySelector("[data-bilan]"));
    if (here && there) here.replaceWith(there);
  };
  const opened = () => [...form.querySelectorAll("[data-modifier][open]")].map((one) => one.dataset.modifier);
  // One after the other: what is pressed meanwhile is pressed once the page is as the gesture before has left it.
  let isBusy = false, waiting;
  const waits = [];
  const gesture = async (act) => {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(waiting); // its page tells all that was asked for
    try { await carryOut(act); } finally {
      isBusy = false;
      while (waits.length && !isBusy) waits.shift()();
    }
  };
  const press = (button) => {
    const alike = () => [...form.querySelectorAll("button[name=_faire]")].filter((one) => one.textContent === button.textContent);
    const place = alike().indexOf(button);
    return () => alike()[place]?.click();
  };
  document.addEventListener("submit", (event) => {
    if (!isBusy || event.target !== form) return;
    event.preventDefault();
    event.stopPropagation();
    waits.push(press(event.submitter));
  }, true);
  // What is typed while the page is on its way is in none: it is asked for again, once the fingers rest.
  const said = () => new URLSearchParams(new FormData(form)).toString();
  let typedAt = 0;
  const rest = async () => {
    while (Date.now() - typedAt < 400) await new Promise((done) => { setTimeout(done, 100); });
  };
  const askForWhole = async (act) => {
    for (;;) {
      const sent = said();
      const page = await ask(act);
      if (!page || said() === sent) return page;
      await rest();
    }
  };
  const carryOut = async (act) => {
    const was = act.startsWith("contenu:") ? opened() : [];
    const seen = act.startsWith("contenu:prendre:") ? act.split(":")[2] : "";
    blocks().setAttribute("aria-busy", "true");
    const page = await askForWhole(act);
    blocks().removeAttribute("aria-busy");
    const there = page && page.getElementById("c-blocs-champ");
    if (!there) return;
    blocks().replaceWith(there);
    summary(page);
    for (const number of was) there.querySelector(`[data-modifier="${number}"]`)?.setAttribute("open", "");
    if (seen) there.querySelector(`[data-plus="${seen}"]`)?.setAttribute("open", "");
    const next = there.querySelector("[autofocus]");
    const begin = act.startsWith("bloc:ajouter:") && next?.closest(".block").querySelector(".block__fields :is(input, textarea):not([type=hidden])");
    (begin || next)?.focus({ preventScroll: next.matches(".chosen") });
    if (act.startsWith("bloc:")) next?.closest(".block")?.scrollIntoView({ block: "nearest" });
    form.dispatchEvent(new Event("input"));
  };
  const GESTURE = /^(bloc|contenu):/;
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name=_faire]");
    if (!button) return;
    if (GESTURE.test(button.value)) {
      event.preventDefault();
      if (isBusy) waits.push(press(button));
      else gesture(button.value);
    } else if (button.value.startsWith("chercher:")) {
      event.preventDefault();
      look(button.value.split(":")[1]);
    }
  });

  // What rules choose, and what is found, while one types: the fields themselves stay as they are.
  const look = async (number) => {
    if (isBusy) return;
    const page = await ask(`chercher:${number}`);
    const id = `c-blocs-${number}-trouves`;
    const there = page && page.getElementById(id);
    if (there) document.getElementById(id).replaceWith(there);
  };
  const choose = async () => {
    if (isBusy) return;
    const page = await ask("chercher:");
    if (!page) return;
    for (const here of form.querySelectorAll(".block")) {
      const there = page.getElementById(here.id);
      if (!there) continue;
      for (const part of ["[data-choix]", "[data-mots]", "[data-trouves]"]) {
        const [old, made] = [here, there].map((one) => one.querySelector(part));
        if (old && made && !old.contains(document.activeElement)) old.replaceWith(made);
      }
      here.querySelector(".block__title").textContent = there.querySelector(".block__title").textContent;
    }
    summary(page);
  };
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (!field.name) return;
    typedAt = Date.now();
    clearTimeout(waiting);
    if (isBusy) return;
    if (field.dataset.cherche) waiting = setTimeout(look, 250, field.dataset.cherche);
    else if (field.closest(".block") || field.name.startsWith("publier_le.")) waiting = setTimeout(choose, 500);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.dataset.cherche) {
      event.preventDefault();
      look(event.target.dataset.cherche);
    }
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const block = event.target.closest(".block");
      const button = block && block.querySelector(`[value^="bloc:${event.key === "ArrowUp" ? "monter" : "descendre"}:"]`);
      if (!button) return;
      event.preventDefault();
      gesture(button.value);
    }
  });

  // Dragged by its handle, with a mouse, a pen or a finger.
  let dragged = null, goal = null;
  const mark = (block, after) => {
    for (const one of form.querySelectorAll(".block")) one.classList.remove("is-before", "is-after");
    goal = block && block !== dragged ? { block, after } : null;
    if (goal) block.classList.add(after ? "is-after" : "is-before");
  };
  form.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest("[data-poignee]");
    if (!grip || event.button) return;
    event.preventDefault();
    dragged = grip.closest(".block");
    dragged.classList.add("is-dragged");
    grip.setPointerCapture(event.pointerId);
  });
  form.addEventListener("pointermove", (event) => {
    if (!dragged) return;
    const all = [...form.querySelectorAll(".block")];
    const block = all.find((one) => event.clientY < one.getBoundingClientRect().bottom) || all[all.length - 1];
    const { top, height } = block.getBoundingClientRect();
    mark(block, event.clientY > top + height / 2);
    const edge = 60;
    if (event.clientY < edge) scrollBy(0, -12);
    else if (event.clientY > innerHeight - edge) scrollBy(0, 12);
  });
  const drop = (event) => {
    if (!dragged) return;
    const from = Number(dragged.dataset.bloc);
    const all = [...form.querySelectorAll(".block")];
    const start = all.indexOf(dragged);
    dragged.classList.remove("is-dragged");
    const wanted = goal;
    dragged = null;
    mark(null);
    if (!wanted || event.type === "pointercancel") return;
    let to = all.indexOf(wanted.block) + (wanted.after ? 1 : 0);
    if (to > start) to -= 1;
    if (to !== start) gesture(`bloc:placer:${from}:${to}`);
  };
  form.addEventListener("pointerup", drop);
  form.addEventListener("pointercancel", drop);
})();
