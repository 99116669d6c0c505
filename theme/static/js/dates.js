// What a page says is true until a moment, written beside it: data-jusqu-a. On a page that was not made again since, what
// has ended is hidden or told; what is printed says when. Without this script every date stands there all the same. Words
// come with the <script>.
{
  const words = document.currentScript.dataset, { lang } = document.documentElement;
  let since = Infinity;
  const look = () => {
    const now = Date.now();
    for (const block of document.querySelectorAll("[data-jusqu-a]")) {
      const end = Date.parse(block.dataset.jusquA);
      if (!(end <= now)) continue;
      since = Math.min(since, end);
      block.removeAttribute("data-jusqu-a");
      const then = block.dataset.ensuite, word = words[then];
      if (then === "passe") block.insertAdjacentHTML("afterbegin", `<p class="state-pill">${word}</p>`);
      else if (word) [block.className, block.textContent] = ["note", word];
      else block.hidden = true;
    }
    const late = Math.floor((now - since) / 36e5);
    if (late < words.heures) return;
    const [count, unit] = late < 48 ? [late, "hour"] : [Math.floor(late / 24), "day"];
    const long = count.toLocaleString(lang, { style: "unit", unit, unitDisplay: "long" });
    retard.textContent = words.retard.replace("…", long);
  };
  look();
  addEventListener("visibilitychange", look);
  addEventListener("beforeprint", () => imprime.textContent = words.imprime + new Date().toLocaleDateString(lang));
}
