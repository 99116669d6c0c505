// A list that is long enough to look through: what is typed hides the lines that do not hold it. Without it, all is there.
(() => {
  "use strict";
  const box = document.querySelector("[data-filtre]");
  const lines = [...document.querySelectorAll(".lines > *")];
  if (!box || !lines.length) return;
  // Each word after a space: what is typed is looked for where words begin.
  const fold = (text) => ` ${text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ")}`;
  const texts = lines.map((line) => fold(line.textContent));
  const said = box.querySelector("[role=status]");
  box.hidden = false;
  box.querySelector("input").addEventListener("input", (event) => {
    const words = fold(event.target.value).split(/[^a-z0-9]+/).filter(Boolean);
    let count = 0;
    lines.forEach((line, place) => {
      line.hidden = !words.every((word) => texts[place].includes(` ${word}`));
      count += !line.hidden;
    });
    const { un, plusieurs, aucun } = said.dataset;
    said.textContent = !words.length ? "" : count > 1 ? plusieurs.replace("…", count) : count ? un : aucun;
  });
})();
