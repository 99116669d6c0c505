// A video or a sound in a text: a block of fields, filled in by a dialog, which opens on the block that one stands in.
(() => {
  "use strict";
  const area = document.getElementById("c-_texte");
  const button = document.querySelector("[data-outil=enregistrement]");
  const form = document.getElementById("ecrit");
  if (!area?.tambour || !button || !form?.tambour) return;
  const BLOCK = /^(`{3,}|~{3,})[ \t]*(video|vidéo|audio|son)[ \t]*\n([\s\S]*?)^\1[ \t]*$/gimu;
  const FIELDS = ["titre", "lien", "fichier", "sous_titres", "image", "alt", "duree", "sans_transcription", "transcription"];

  // One line of YAML, read back as it was typed.
  const quoted = (words) => (/^[\w«“(À-ÿ][^:#]*$/u.test(words) && !/^(?:~|null)$/.test(words) ? words : `'${words.replace(/'/g, "''")}'`);
  const bare = (typed) => {
    const words = typed.trim();
    if (/^'.*'$/.test(words)) return words.slice(1, -1).replace(/''/g, "'");
    return /^".*"$/.test(words) ? words.slice(1, -1).replace(/\\(["\\])/g, "$1") : words;
  };
  const read = (typed) => {
    const made = {};
    let open = "";
    for (const line of typed.split("\n")) {
      const found = line.match(/^(\w+):[ \t]*(.*)$/u);
      if (found) {
        open = /^[|>][+-]?$/.test(found[2].trim()) ? found[1] : "";
        made[found[1]] = open ? "" : bare(found[2]);
      } else if (open) made[open] += `${line.replace(/^ {2}/, "")}\n`;
    }
    return made;
  };
  const here = () => {
    const at = area.selectionStart;
    for (const found of area.value.matchAll(BLOCK)) {
      if (found.index <= at && at <= found.index + found[0].length) return { from: found.index, to: found.index + found[0].length, kind: found[2], fields: read(found[3]) };
    }
    return null;
  };
  const written = (kind, made) => {
    const fence = /^\s*`{3,}/m.test(made.transcription) ? "~~~~" : "```";
    const lines = FIELDS.filter((name) => name !== "transcription" && made[name]).map((name) => `${name}: ${quoted(made[name])}`);
    if (made.decorative) lines.push("decorative: oui");
    if (made.transcription) lines.push("transcription: |", ...made.transcription.split("\n").map((line) => (line.trim() ? `  ${line}` : "")));
    return [`${fence}${kind}`, ...lines, fence].join("\n");
  };

  button.addEventListener("click", () => {
    const before = here(), { to } = area.tambour.chosen();
    const dialog = document.getElementById("c-_texte-enregistrement").content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const part = (name) => dialog.querySelector(`[name=${name}]`);
    const wrong = dialog.querySelector("#enr-faute"), tokens = [];
    for (const name of FIELDS) part(name).value = (before?.fields[name] || "").trim();
    part("decorative").checked = /^(?:oui|vrai|true)$/i.test(before?.fields.decorative || "");
    const isSound = /^(?:audio|son)$/i.test(before?.kind || "");
    for (const one of dialog.querySelectorAll("[name=type]")) one.checked = (one.value === "audio") === isSound;
    const show = () => {
      const sound = part("type").form.elements.type.value === "audio";
      dialog.querySelector("[data-avec=fichier]").hidden = sound || !part("fichier").value.trim();
      dialog.querySelector("[data-avec=image]").hidden = !part("image").value.trim();
    };
    dialog.addEventListener("input", show);
    const refuse = (sentence, field) => {
      wrong.hidden = false;
      wrong.textContent = sentence;
      field.setAttribute("aria-invalid", "true");
      field.focus();
    };
    for (const input of dialog.querySelectorAll("input[type=file]")) {
      input.addEventListener("change", async () => {
        const [file] = input.files, name = part(input.dataset.pour);
        if (!file) return;
        wrong.hidden = true;
        dialog.setAttribute("aria-busy", "true");
        const made = await form.tambour.give(file, input.dataset.sorte);
        dialog.removeAttribute("aria-busy");
        input.value = "";
        if (made.refus) return refuse(made.refus, name);
        name.value = made.nom;
        tokens.push(made.jeton);
        show();
        return undefined;
      });
    }
    dialog.querySelector("[data-fermer]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); area.focus(); });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      const made = Object.fromEntries(FIELDS.map((name) => [name, name === "transcription" ? part(name).value.replace(/\r/g, "").trim() : part(name).value.replace(/\s+/g, " ").trim()]));
      made.decorative = made.image && part("decorative").checked;
      for (const field of dialog.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
      const { titre, source, deux, image, paroles, raison } = dialog.dataset;
      if (!made.titre) return refuse(titre, part("titre"));
      if (!made.lien && !made.fichier) return refuse(source, part("lien"));
      if (made.lien && made.fichier) return refuse(deux, part("lien"));
      if (made.image && !made.alt && !made.decorative) return refuse(image, part("alt"));
      if (!made.image || made.decorative) made.alt = "";
      if (!made.fichier) made.sous_titres = "";
      if (!made.transcription && !made.sans_transcription) return refuse(paroles, part("transcription"));
      if (made.transcription && made.sans_transcription) return refuse(raison, part("sans_transcription"));
      for (const token of tokens) form.tambour.wait(token);
      const text = written(part("type").form.elements.type.value, made);
      dialog.addEventListener("close", () => {
        if (before) return area.tambour.write(before.from, before.to, text);
        area.setSelectionRange(to, to);
        return area.tambour.block(text, text.length, text.length);
      }, { once: true });
      dialog.close();
      return undefined;
    });
    dialog.showModal();
    show();
    part("titre").focus();
  });
})();
