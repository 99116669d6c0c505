// Pictures and documents that are dropped, pasted or chosen: handed over at once, while the form goes on being filled in.
(() => {
  "use strict";
  const form = document.getElementById("ecrit");
  document.documentElement.classList.add("has-script");
  if (!form) return;
  const HEAVIEST = 40_000_000;
  const area = document.getElementById("c-_texte");
  const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const named = (name) => form.querySelector(`[name="${CSS.escape(name)}"]`);

  const give = async (file, target) => {
    if (file.size > HEAVIEST) return { refus: form.dataset.lourd };
    const body = new FormData();
    body.set("_jeton", form.elements._jeton.value);
    body.set("cible", target);
    body.set("titre", form.elements.titre?.value || "");
    body.set("_fichier.fichier:fichier", file, file.name || "image.png");
    try {
      const answer = await fetch(form.dataset.deposer, { method: "POST", body });
      if (answer.ok || answer.status === 422) return await answer.json();
    } catch { /* below */ }
    return { refus: form.dataset.echec };
  };
  const wait = (token) => {
    if (!token || [...form.querySelectorAll("[name=_depots]")].some((one) => one.value === token)) return;
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "_depots";
    kept.value = token;
    form.append(kept);
  };
  const tell = (box, sentences, isWrong = false) => {
    box.querySelector(".media__notes").replaceChildren(...sentences.map((sentence) => {
      const line = document.createElement("p");
      line.className = isWrong ? "wrong" : "help";
      line.textContent = sentence;
      return line;
    }));
  };

  // A picture of the site that looks like the one that was given.
  const offer = (box, one) => {
    const line = document.createElement("p");
    line.className = "help alike";
    const seen = Object.assign(document.createElement("img"), { src: one.image, alt: "" });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: one.prendre.replace(/\.$/, "") });
    button.addEventListener("click", () => {
      set(box, { nom: one.nom, jeton: "", image: one.image, alt: one.alt, notes: [] });
      named(box.dataset.pour).focus();
    });
    line.append(seen, ` ${one.dit} `, button);
    box.querySelector(".media__notes").append(line);
  };

  // A field that names a file.
  const set = (box, made) => {
    const field = named(box.dataset.pour);
    wait(made.jeton);
    field.value = made.nom;
    const seen = box.querySelector(".media__seen");
    if (seen) {
      seen.hidden = false;
      seen.src = made.image;
    }
    const alt = box.dataset.pour === "image" ? form.elements.alt : null;
    if (alt && !alt.value && made.alt) alt.value = made.alt;
    const title = named(`${box.dataset.pour.replace(/fichier$/, "")}titre`);
    if (title && /fichier$/.test(box.dataset.pour) && !title.value && made.titre) title.value = made.titre;
    tell(box, made.notes || []);
    for (const one of made.semblables || []) offer(box, one);
    changed(field);
    box.dispatchEvent(new CustomEvent("fichier", { bubbles: true, detail: made }));
  };
  const take = async (box, file) => {
    box.setAttribute("aria-busy", "true");
    tell(box, [form.dataset.envoi]);
    const made = await give(file, box.dataset.media);
    box.removeAttribute("aria-busy");
    if (made.refus) tell(box, [made.refus], true);
    else set(box, made);
  };
  const boxOf = (event) => event.target.closest?.(".media");
  form.addEventListener("change", (event) => {
    const box = boxOf(event);
    if (!box || event.target.type !== "file" || !event.target.files.length) return;
    const file = event.target.files[0];
    event.target.value = "";
    take(box, file);
  });
  for (const button of form.querySelectorAll("[data-bibliotheque]")) button.hidden = false;
  form.addEventListener("click", (event) => {
    if (!event.target.closest("[data-bibliotheque]")) return;
    const box = boxOf(event);
    library(box.dataset.media, (made) => set(box, made));
  });
  // A name that is typed or erased by hand.
  form.addEventListener("input", (event) => {
    const box = event.isTrusted && event.target.name && form.querySelector(`.media[data-pour="${CSS.escape(event.target.name)}"]`);
    const seen = box && box.querySelector(".media__seen");
    if (!seen) return;
    seen.hidden = !event.target.value;
    if (event.target.value) seen.src = `${form.dataset.medias}vignette/images/${encodeURIComponent(event.target.value)}`;
  });

  // Dropped, or pasted.
  const firstOf = (data) => [...(data?.files || [])][0];
  const holds = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  form.addEventListener("dragover", (event) => {
    const over = boxOf(event) || (event.target === area ? area : null);
    if (!holds(event)) return;
    event.preventDefault();
    for (const other of form.querySelectorAll(".is-over")) other.classList.toggle("is-over", other === over);
    over?.classList.add("is-over");
  });
  const leave = () => { for (const other of form.querySelectorAll(".is-over")) other.classList.remove("is-over"); };
  form.addEventListener("dragleave", (event) => { if (!form.contains(event.relatedTarget)) leave(); });
  form.addEventListener("drop", (event) => {
    if (!holds(event)) return;
    event.preventDefault(); // the browser would leave the page for it
    leave();
    const file = firstOf(event.dataTransfer), box = boxOf(event);
    if (!file) return;
    if (box) take(box, file);
    else if (event.target === area && file.type.startsWith("image/")) intoText(file);
    else {
      const main = form.querySelector(`.media[data-media="${file.type.startsWith("image/") ? "image" : "document"}"]`);
      if (main) take(main, file);
    }
  });
  addEventListener("dragover", (event) => { if (holds(event)) event.preventDefault(); });
  addEventListener("drop", (event) => { if (holds(event)) event.preventDefault(); });
  document.addEventListener("paste", (event) => {
    const file = firstOf(event.clipboardData);
    if (!file || event.defaultPrevented || !file.type.startsWith("image/") || event.target.closest?.("dialog")) return;
    if (event.clipboardData.getData("text/plain").trim()) return; // a program that adds a picture of its text
    const box = form.querySelector('.media[data-pour="image"]');
    if (!area && !box) return;
    event.preventDefault();
    if (event.target === area || !box) intoText(file);
    else take(box, file);
  });

  // What must stay when a picture is cut: a click on it, or two numbers; the crops show what becomes of it.
  const point = form.querySelector("[data-cadrage]");
  if (point) {
    const [x, y] = ["x", "y"].map((side) => named(`${point.dataset.cadrage}.${side}`));
    const frame = point.querySelector(".focus"), image = point.querySelector(".focus__image"), spot = point.querySelector(".focus__point");
    const crops = point.querySelector(".crops");
    const whole = point.closest(".field");
    const place = () => {
      const at = [x.value === "" ? 50 : Math.min(100, Math.max(0, Number(x.value))), y.value === "" ? 50 : Math.min(100, Math.max(0, Number(y.value)))];
      spot.style.left = `${at[0]}%`;
      spot.style.top = `${at[1]}%`;
      for (const crop of crops.querySelectorAll("img")) crop.style.objectPosition = `${at[0]}% ${at[1]}%`;
    };
    const look = () => {
      const seen = form.querySelector('.media[data-pour="image"] .media__seen');
      const has = Boolean(seen && !seen.hidden && seen.getAttribute("src"));
      whole.hidden = !has && x.value === "" && y.value === "";
      frame.hidden = crops.hidden = !has;
      if (has) for (const one of [image, ...crops.querySelectorAll("img")]) if (one.src !== seen.src) one.src = seen.src;
      place();
    };
    frame.addEventListener("click", (event) => {
      const box = image.getBoundingClientRect();
      const share = (from, size) => String(Math.min(100, Math.max(0, Math.round((from / size) * 100))));
      x.value = share(event.clientX - box.left, box.width);
      y.value = share(event.clientY - box.top, box.height);
      place();
      changed(x);
    });
    form.addEventListener("input", (event) => { if (event.target === x || event.target === y) place(); else look(); });
    look();
  }

  // What there is already.
  function library(target, then, start) {
    const dialog = document.getElementById("medias-demande").content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const query = dialog.querySelector("#medias-cherche"), list = dialog.querySelector("#medias-trouve");
    const back = document.activeElement;
    let waiting, asked = 0;
    const look = async () => {
      const mine = ++asked;
      let answer;
      try { answer = await fetch(`${form.dataset.medias}?sorte=${target}s&q=${encodeURIComponent(query.value)}`); } catch { return; }
      if (!answer.ok || mine !== asked) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      list.replaceChildren(...[...page.querySelectorAll(".piece[data-nom]")].map((piece) => {
        const item = document.createElement("li"), button = document.createElement("button");
        item.className = "piece";
        button.type = "button";
        button.dataset.nom = piece.dataset.nom;
        button.dataset.alt = piece.dataset.alt;
        button.setAttribute("aria-pressed", "false");
        button.append(...piece.querySelector("a").childNodes);
        item.append(button);
        return item;
      }));
    };
    query.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(look, 150); });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const image = button.querySelector("img");
      const made = { nom: button.dataset.nom, jeton: "", alt: button.dataset.alt, image: image ? image.src : "", notes: [] };
      for (const other of list.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
      if (start) start(dialog, made);
      else {
        dialog.close();
        then(made);
      }
    });
    dialog.querySelector("[data-fermer]").addEventListener("click", () => dialog.close());
    dialog.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
    dialog.addEventListener("close", () => { dialog.remove(); back?.focus(); });
    dialog.showModal();
    query.focus();
    look();
    return dialog;
  }

  // A picture in the text: which one, and what it shows.
  function intoText(file) {
    if (!area?.tambour) return;
    const { from, to } = area.tambour.chosen();
    let made = null;
    const dialog = library("image", null, (_, chosen) => pick(chosen));
    const words = dialog.querySelector(".ask__words"), alt = dialog.querySelector("#medias-alt");
    const yes = dialog.querySelector("#medias-oui"), none = dialog.querySelector("#medias-decorative");
    const more = dialog.querySelector("#medias-nouveau"), wrong = dialog.querySelector("#medias-faute");
    more.hidden = false;
    const pick = (chosen) => {
      made = chosen;
      words.hidden = yes.hidden = false;
      if (!alt.value && chosen.alt) alt.value = chosen.alt;
      alt.focus();
    };
    const send = async (given) => {
      const list = dialog.querySelector("#medias-trouve");
      list.setAttribute("aria-busy", "true");
      wrong.hidden = true;
      const sent = await give(given, "image");
      list.removeAttribute("aria-busy");
      if (sent.refus) {
        words.hidden = false;
        wrong.hidden = false;
        wrong.textContent = sent.refus;
        return;
      }
      const image = new Image();
      image.src = sent.image;
      image.alt = "";
      const item = document.createElement("li");
      item.className = "piece";
      item.append(image, ...(sent.notes || []).map((note) => Object.assign(document.createElement("p"), { className: "help", textContent: note })));
      list.prepend(item);
      list.scrollTop = 0;
      pick(sent);
    };
    more.querySelector("input").addEventListener("change", (event) => { if (event.target.files.length) send(event.target.files[0]); });
    dialog.querySelector("form").addEventListener("submit", () => {
      if (!made) return;
      if (!alt.value.trim() && !none.checked) {
        wrong.hidden = false;
        alt.focus();
        return;
      }
      wait(made.jeton);
      const said = none.checked ? "" : alt.value.replace(/\s+/g, " ").trim().replace(/([[\]])/g, "\\$1");
      const goal = /[\s()<>]/.test(made.nom) ? `<${made.nom}>` : made.nom;
      dialog.addEventListener("close", () => {
        area.focus();
        area.setSelectionRange(from, to);
        const text = `![${said}](${goal}${none.checked ? ' "décorative"' : ""})`;
        area.tambour.block(text, text.length, text.length);
      }, { once: true });
      dialog.close();
    });
    if (file) send(file);
  }
  document.querySelector("[data-outil=image]")?.addEventListener("click", () => intoText(null));
  // enregistrements.js hands files over, too.
  form.tambour = { give, wait };
})();
