// A list that is long enough to look through: what is typed hides the lines that do not hold it. Without it, all is there.
(() => {
  "use strict";
  const box = document.querySelector("[data-filtre]");
  const lines = [...document.querySelectorAll(".lines > *")];
  if (!box || !lines.length) return;
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const texts = lines.map((line) => ` ${fold(line.textContent).replace(/[^a-z0-9]+/g, " ")}`); // « tri » is not in « animatrice »
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
