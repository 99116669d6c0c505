// A button that copies a text. Without it, the text is there to be selected.
(() => {
  "use strict";
  if (!navigator.clipboard) return;
  const textOf = (element) => {
    if ("value" in element) return element.value;
    const copy = element.cloneNode(true);
    for (const sign of copy.querySelectorAll(".out__fold")) sign.remove();
    return copy.textContent;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copier]");
    if (!button) return;
    event.preventDefault();
    const source = document.getElementById(button.dataset.copier);
    if (!source) return;
    await navigator.clipboard.writeText(textOf(source));
    const said = button.querySelector("[aria-live]");
    said.textContent = said.dataset.fait;
    setTimeout(() => { said.textContent = ""; }, 4000);
  });
  document.documentElement.classList.add("copie");
})();
