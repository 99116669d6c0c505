// Arrows go from day to day of a month's grid, as on any calendar; Tab goes through its links all the same.
{
  const table = document.querySelector(".month");
  table?.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key];
    const days = [...table.querySelectorAll("tbody td")], links = [...table.querySelectorAll("tbody a")];
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !links.length) return;
    let goal = event.key === "Home" ? links[0] : event.key === "End" ? links.at(-1) : null;
    // A day without anything is passed over, in the same direction.
    for (let at = days.indexOf(event.target.closest("td")) + step; step && !goal && days[at]; at += step) goal = days[at].querySelector("a");
    if (!goal && !step) return;
    event.preventDefault();
    goal?.focus();
  });
}
