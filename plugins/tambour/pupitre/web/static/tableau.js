// A table of the text, in a grid of fields: made there, and opened there again where the cursor stands in one.
(() => {
  "use strict";
  const area = document.getElementById("c-_texte");
  const template = document.getElementById("c-_texte-tableau");
  const tool = document.querySelector('#c-_texte-outils [data-outil="tableau"]');
  if (!area || !area.tambour || !template || !tool) return;
  const words = { make: tool.textContent, change: template.dataset.modifier };
  const RULE = /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/;
  const BAR = /(?<!\\)\|/;
  const MOST = 12; // columns: more are read on no screen

  const cellsOf = (line) => line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "").split(BAR)
    .map((cell) => cell.trim().replaceAll("\\|", "|").replace(/<br\s*\/?>/gi, " "));

  // The table in which the cursor stands: where it begins and ends, its rows, how each column is set. Null for none.
  const found = () => {
    const all = area.value.split("\n"), at = area.value.slice(0, area.selectionStart).split("\n").length - 1;
    if (!BAR.test(all[at])) return null;
    let first = at, last = at;
    while (first > 0 && BAR.test(all[first - 1])) first -= 1;
    while (last < all.length - 1 && BAR.test(all[last + 1])) last += 1;
    const rule = all.slice(first, last + 1).findIndex((line) => RULE.test(line));
    if (rule < 1 || at < first + rule - 1) return null;
    first += rule - 1;
    const rows = [all[first], ...all.slice(first + 2, last + 1)].map(cellsOf);
    const from = all.slice(0, first).join("\n").length + (first ? 1 : 0);
    const sides = cellsOf(all[first + 1]).map((side) => side.replace(/-+/, "---"));
    return { from, to: from + all.slice(first, last + 1).join("\n").length, rows, sides };
  };

  const written = (rows, sides) => {
    const line = (cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
    return [line(rows[0]), line(rows[0].map((_, column) => sides[column] || "---")), ...rows.slice(1).map(line)].join("\n");
  };

  const name = () => { tool.textContent = found() ? words.change : words.make; };
  for (const event of ["keyup", "click", "input", "focus"]) area.addEventListener(event, name);

  tool.addEventListener("click", () => {
    const before = found();
    const { from, to } = area.tambour.chosen();
    const dialog = template.content.firstElementChild.cloneNode(true);
    document.body.append(dialog);
    const grid = dialog.querySelector("table"), head = grid.tHead.rows[0], body = grid.tBodies[0], foot = grid.tFoot.rows[0];
    const wrong = dialog.querySelector(".wrong"), said = dialog.dataset;
    const sides = before ? [...before.sides] : [];
    const width = () => head.cells.length - 1;
    const fill = (sentence, numbers) => sentence.replace(/\{(\w+)\}/g, (_, key) => numbers[key]);
    const remove = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "cells__remove";
      button.append("×");
      button.setAttribute("aria-label", label);
      button.addEventListener("click", act);
      return button;
    };
    // Each field says where it stands.
    const number = () => {
      [head, ...body.rows].forEach((row, line) => [...row.cells].forEach((cell, column) => {
        const field = cell.querySelector("input"), button = cell.querySelector("button");
        field?.setAttribute("aria-label", fill(line ? said.case : said.tete, { ligne: line, colonne: column + 1 }));
        button?.setAttribute("aria-label", fill(said.oterLigne, { ligne: line }));
      }));
      [...foot.cells].forEach((cell, column) => cell.querySelector("button")?.setAttribute("aria-label", fill(said.oterColonne, { colonne: column + 1 })));
      for (const button of foot.querySelectorAll("button")) button.disabled = width() < 2;
      dialog.querySelector("[data-colonne]").disabled = width() >= MOST;
    };
    const addCell = (row, text, kind = "td") => {
      const cell = document.createElement(kind), field = document.createElement("input");
      if (kind === "th") cell.scope = "col";
      field.value = text;
      field.autocomplete = "off";
      cell.append(field);
      row.insertBefore(cell, row.lastElementChild);
      return field;
    };
    const addColumn = (title = "") => {
      const field = addCell(head, title, "th");
      for (const row of body.rows) addCell(row, "");
      const cell = document.createElement("td");
      cell.append(remove("", () => {
        const column = cell.cellIndex;
        for (const row of grid.rows) row.cells[column].remove();
        sides.splice(column, 1);
        number();
        head.cells[Math.min(column, width() - 1)].querySelector("input").focus();
      }));
      foot.insertBefore(cell, foot.lastElementChild);
      return field;
    };
    const addRow = (cells = []) => {
      const row = body.insertRow();
      row.insertCell().append(remove("", () => {
        const next = row.nextElementSibling || row.previousElementSibling || head;
        row.remove();
        number();
        next.querySelector("input").focus();
      }));
      for (let column = 0; column < width(); column += 1) addCell(row, cells[column] || "");
      return row;
    };
    for (const title of before ? before.rows[0] : ["", ""]) addColumn(title);
    for (const cells of before ? before.rows.slice(1) : [[], []]) addRow(cells);
    number();

    const rowsNow = () => [head, ...body.rows].map((row) => [...row.querySelectorAll("input")].map((field) => field.value.trim().replace(/\s+/g, " ")));
    const place = (field) => [field.closest("tr").rowIndex, field.parentElement.cellIndex];
    const go = (line, column) => {
      if (line > body.rows.length) { addRow(); number(); }
      grid.rows[Math.max(0, line)].cells[column].querySelector("input").focus();
    };
    grid.addEventListener("keydown", (event) => {
      const field = event.target.closest("input");
      const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!field || !step || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const [line, column] = place(field);
      event.preventDefault(); // Enter sends nothing
      if (event.key === "ArrowDown" && line === body.rows.length) return;
      go(line + (event.key === "Enter" && event.shiftKey ? -1 : step), column);
    });
    // Cells of a spreadsheet, each in its own.
    grid.addEventListener("paste", (event) => {
      const field = event.target.closest("input"), text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
      if (!field || !/[\t\n]/.test(text)) return;
      event.preventDefault();
      const [line, column] = place(field);
      text.split("\n").forEach((given, down) => given.split("\t").forEach((value, right) => {
        if (column + right >= MOST) return;
        while (width() <= column + right) addColumn();
        while (body.rows.length < line + down) addRow();
        grid.rows[line + down].cells[column + right].querySelector("input").value = value.trim();
      }));
      number();
    });
    dialog.querySelector("[data-ligne]").addEventListener("click", () => { const row = addRow(); number(); row.querySelector("input").focus(); });
    dialog.querySelector("[data-colonne]").addEventListener("click", () => { const field = addColumn(); number(); field.focus(); });
    dialog.querySelector("[data-fermer]").addEventListener("click", () => dialog.close());
    dialog.addEventListener("close", () => { dialog.remove(); area.focus(); name(); });
    dialog.querySelector("form").addEventListener("submit", (event) => {
      let rows = rowsNow();
      const used = rows[0].map((_, column) => rows.some((cells) => cells[column]));
      rows = rows.filter((cells, line) => !line || cells.some(Boolean)).map((cells) => cells.filter((_, column) => used[column]));
      const kept = sides.filter((_, column) => used[column]);
      const bare = rows[0].findIndex((title, column) => !title && (column || rows[0].length === 1));
      if ((!rows[0].length && !before) || bare >= 0) {
        event.preventDefault();
        wrong.hidden = false;
        wrong.textContent = rows[0].length ? said.sansTitre : said.vide;
        const at = used.flatMap((is, column) => (is ? [column] : []))[Math.max(0, bare)] ?? 0;
        head.cells[at].querySelector("input").focus();
        return;
      }
      dialog.addEventListener("close", () => {
        const text = rows[0].length ? written(rows, kept) : "";
        if (before) area.tambour.write(before.from, before.to, text);
        else {
          area.setSelectionRange(from, to);
          const isLast = !area.value.slice(to).trim(); // what is typed next is no row of it
          area.tambour.block(isLast ? `${text}\n` : text, text.length + 2 * isLast, text.length + 2 * isLast);
        }
      }, { once: true });
    });
    dialog.showModal();
    head.querySelector("input").focus();
  });
})();
