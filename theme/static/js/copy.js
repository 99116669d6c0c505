// Copy buttons: one for each `.copy-field`, shown only where this script runs. The field itself can always be selected.
// The two sentences come with the <script> element, in the site's language.
{
  const { copied, selected } = document.currentScript.dataset;

  const copy = async (field) => {
    try {
      await navigator.clipboard.writeText(field.value);
      return copied;
    } catch { // refused, or an address in http: the person copies by hand what is selected for them
      field.focus();
      field.select();
      return selected;
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    const box = button.closest(".copy-field");
    const said = box.querySelector("[role=status]");
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = await copy(box.querySelector("input, textarea"));
      said.textContent = ""; // said again when it is the second time
      setTimeout(() => { said.textContent = words; }, 50);
    });
  }
}
