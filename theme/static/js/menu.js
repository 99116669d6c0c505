// What opens over the page closes on Esc, and the focus goes back to what opened it; an open menu closes when one is
// opened, pressed or gone to elsewhere. The menu of a phone is a popover: the browser does this by itself.
{
  const menus = "details:is(.site-nav__sub, .filter-menu, .calendar-menu)[open]";
  const close = (menu) => { menu.open = false; };
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.target.closest?.(":popover-open")) return;
    const menu = event.target.closest?.(menus) ?? document.querySelector(menus);
    if (!menu) return;
    close(menu);
    menu.querySelector("summary").focus();
  });
  const leave = (event) => {
    for (const menu of document.querySelectorAll(menus)) if (!menu.contains(event.target) && !menu.closest(":popover-open")) close(menu);
  };
  addEventListener("pointerdown", leave);
  addEventListener("focusin", leave);
}
