// What makes fields quick: a long list is looked through by typing, what is missing is made in a dialog, the hours of
// a day are those of the next ones.
(() => {
  "use strict";
  const form = document.getElementById("ecrit");
  if (!form) return;
  const fold = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, " ").trim();

  // Boxes to tick: those that hold each word that is typed, and those that are ticked.
  const filter = (box) => {
    const label = document.createElement("label");
    const field = document.createElement("input");
    const found = document.createElement("span");
    field.type = "search";
    field.autocomplete = "off";
    label.className = "filter";
    label.append(box.dataset.filtre, field);
    found.className = "help filter__found";
    found.setAttribute("role", "status");
    box.before(label, found);
    const look = () => {
      const words = fold(field.value).split(" ").filter(Boolean);
      let count = 0;
      for (const tick of box.querySelectorAll(".tick")) {
        const is = words.every((word) => fold(tick.textContent).includes(word));
        if (is) count += 1;
        tick.hidden = !is && !tick.querySelector("input").checked;
      }
      found.textContent = words.length ? (count > 1 ? `${count} trouvés` : count ? "1 trouvé" : "Rien ne porte ces mots.") : "";
    };
    field.addEventListener("input", (event) => {
      event.stopPropagation(); // nothing of the content has changed
      look();
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault(); // the only one that is left is the one that is meant
      const left = [...box.querySelectorAll(".tick:not([hidden]) input")].filter((tick) => !tick.checked);
      if (left.length !== 1 || !fold(field.value)) return;
      left[0].click();
      field.value = "";
      look();
    });
  };
  document.querySelectorAll("[data-filtre]").forEach(filter);

  // What another field demands may be left out no more: the mark beside its name follows what is typed.
  const said = (name) => [...form.elements].some((field) => {
    const is = field.name === name || (field.name.startsWith(`${name}.`) && !field.name.slice(name.length).includes("._"));
    return is && field.type !== "button" && (!/^(checkbox|radio)$/.test(field.type) || field.checked) && field.value.trim();
  });
  const value = (name) => {
    const fields = [...form.elements].filter((field) => field.name === name);
    const one = fields.find((field) => !/^(checkbox|radio)$/.test(field.type) || field.checked);
    return one ? one.value.trim() : "";
  };
  const mark = () => {
    for (const word of form.querySelectorAll("[data-exige]")) {
      const beside = word.closest("[data-nom]").dataset.nom.replace(/[^.]*$/, "");
      const { par, dit, plus, sauf } = word.dataset;
      const by = value(beside + par);
      const demands = !par || (said(beside + par) && (dit ? by === dit : [...by].length >= Number(plus)));
      word.hidden = demands && !(sauf && said(beside + sauf));
    }
  };
  form.addEventListener("input", mark);
  form.addEventListener("change", mark);
  mark();

  // A week: most days are as the first.
  for (const week of document.querySelectorAll("[data-semaine]")) {
    const days = [...week.querySelectorAll("input")];
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--quiet button--small week__same";
    button.textContent = "Mêmes heures du lundi au vendredi";
    button.addEventListener("click", () => {
      for (const day of days.slice(1, 5)) day.value = days[0].value;
      days[4].focus();
      form.dispatchEvent(new Event("input"));
    });
    week.after(button);
  }

  // The field that lacked it names it.
  const choose = (button, value, words) => {
    const name = button.dataset.champ;
    const field = form.querySelector(`[data-nom="${CSS.escape(name)}"]`) || button.closest(".field");
    const boxes = field.querySelector(".choices");
    const list = field.querySelector(`select[name="${CSS.escape(name)}"], select[name="${CSS.escape(name)}.id"]`);
    const line = field.querySelector(`input[name="${CSS.escape(name)}"][list], input[name="${CSS.escape(name)}.id"]`);
    const sort = field.querySelector(`input[name="${CSS.escape(name)}.sorte"][value="connu"]`);
    let chosen;
    if (sort) sort.checked = true;
    if (list) {
      list.add(new Option(words, value, true, true));
      chosen = list;
    } else if (line) {
      const known = document.getElementById(line.getAttribute("list"));
      if (known) known.append(new Option("", words));
      line.value = words;
      chosen = line;
    } else if (boxes) {
      const label = document.createElement("label");
      const said = document.createElement("span");
      chosen = document.createElement("input");
      label.className = "tick";
      Object.assign(chosen, { type: "checkbox", name, value, checked: true });
      said.textContent = words;
      label.append(chosen, " ", said);
      boxes.querySelector("p.help")?.remove();
      boxes.prepend(label);
    }
    form.dispatchEvent(new Event("input"));
    chosen?.focus();
  };

  const make = async (button) => {
    const key = form.dataset.cle;
    const address = `/pupitre/creer/${button.dataset.creer}?${new URLSearchParams({ pour: key, champ: button.dataset.champ, partie: "oui" })}`;
    const answer = await fetch(address);
    if (!answer.ok) return false;
    const dialog = document.createElement("dialog");
    const title = document.createElement("h2");
    const inside = document.createElement("div");
    title.id = "creation-titre";
    title.textContent = button.textContent;
    dialog.className = "creation__dialog";
    dialog.setAttribute("aria-labelledby", title.id);
    inside.innerHTML = await answer.text();
    dialog.append(title, inside);
    document.body.append(dialog);
    const close = () => {
      dialog.close();
      dialog.remove();
      button.focus();
    };
    dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      close();
    });
    dialog.addEventListener("click", (event) => {
      if (!event.target.closest("[data-fermer]")) return;
      event.preventDefault();
      close();
    });
    dialog.addEventListener("submit", async (event) => {
      event.preventDefault();
      const sent = event.target;
      const said = await fetch(sent.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(sent)) });
      const text = await said.text();
      const made = new DOMParser().parseFromString(text, "text/html").querySelector("[data-cree]");
      if (!made) {
        inside.innerHTML = text;
        inside.querySelector("[data-premier]")?.focus();
        return;
      }
      close();
      choose(button, made.dataset.cree, made.textContent.trim());
    });
    dialog.showModal();
    inside.querySelector("input:not([type=hidden])")?.focus();
    return true;
  };
  let making = false;
  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-creer]");
    if (!button) return;
    event.preventDefault();
    if (making) return;
    making = true;
    let shown = false;
    try { shown = await make(button); } catch { /* the server is away: as without a script */ }
    making = false;
    if (!shown) form.requestSubmit(button);
  });
})();
