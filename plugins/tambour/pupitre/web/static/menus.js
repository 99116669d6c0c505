// The order of menus by mouse, and by buttons without a new page.
(() => {
  "use strict";
  const form = document.getElementById("menus");
  if (!form) return;
  const said = document.getElementById("ordre-dit");
  const keep = () => {
    const body = new URLSearchParams(new FormData(form));
    body.set("_faire", "garder:");
    fetch(form.action, { method: "POST", body }).catch(() => { /* it is in the page */ });
  };
  const settle = (list, row) => {
    const rows = [...list.querySelectorAll("[data-page]")];
    rows.forEach((one, at) => {
      one.querySelector("[data-vers='-1']").disabled = at === 0;
      one.querySelector("[data-vers='1']").disabled = at === rows.length - 1;
    });
    for (const moved of form.querySelectorAll(".order__one--moved")) moved.classList.remove("order__one--moved");
    row.classList.add("order__one--moved");
    const name = row.querySelector(".order__title").textContent.trim();
    said.textContent = `${name} : place ${rows.indexOf(row) + 1} sur ${rows.length}. Pas encore enregistré.`;
    keep();
  };
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-vers]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-page]");
    const list = row.parentElement;
    if (button.dataset.vers === "-1") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    settle(list, row);
    (button.disabled ? row.querySelector("[data-vers]:not([disabled])") : button)?.focus();
  });
  let dragged = null;
  for (const row of form.querySelectorAll("[data-page]")) row.draggable = true;
  form.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-page]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.page);
  });
  form.addEventListener("dragover", (event) => {
    const over = event.target.closest("[data-page]");
    if (!dragged || !over || over.parentElement !== dragged.parentElement) return;
    event.preventDefault();
    const box = over.getBoundingClientRect();
    if (over !== dragged) over[event.clientY < box.top + box.height / 2 ? "before" : "after"](dragged);
  });
  form.addEventListener("drop", (event) => event.preventDefault());
  form.addEventListener("dragend", () => {
    if (dragged) settle(dragged.parentElement, dragged);
    dragged = null;
  });
})();
