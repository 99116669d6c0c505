// The choice at the head of /s-abonner/: shows the commune and the topic that were chosen, alone and open. Without it,
// they are all there, folded. `#cluny` in the address chooses, too.
{
  const form = document.querySelector("[data-picker]");
  const lists = [...form.querySelectorAll("select")];
  const status = form.querySelector("[role=status]");
  const everywhere = document.querySelector("[data-everywhere]");
  const groups = [...document.querySelectorAll("[data-group]")];
  const choices = new Map([...document.querySelectorAll("[data-choice]")].map((one) => [one.dataset.choice, one]));

  const show = () => {
    const chosen = lists.map((list) => list.value).filter(Boolean);
    for (const [id, one] of choices) {
      one.hidden = !chosen.includes(id);
      one.open = !one.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("[data-choice]:not([hidden])");
    everywhere.hidden = chosen.length > 0;
    return chosen;
  };

  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const id = target?.closest("[data-choice]")?.dataset.choice;
    const list = lists.find((one) => [...one.options].some((option) => option.value === id));
    if (!list) return;
    for (const one of lists) one.value = one === list ? id : "";
    show();
    form.scrollIntoView();
  };

  form.addEventListener("change", () => {
    const chosen = show();
    history.replaceState(null, "", chosen.length ? `#${chosen[0]}` : location.pathname);
    const picked = lists.filter((list) => list.value);
    const names = (picked.length ? picked : lists.slice(0, 1)).map((list) => list.selectedOptions[0].text);
    status.textContent = `${status.dataset.shown} ${names.join(", ")}.`;
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", follow);
  form.hidden = false;
  show();
  follow();
}
