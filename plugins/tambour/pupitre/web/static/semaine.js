// A tick is kept without leaving the page. Without it, the page comes back where it was.
(() => {
  "use strict";
  const unfold = () => {
    const named = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (named && named.matches("details")) named.open = true;
  };
  unfold();
  addEventListener("hashchange", unfold);
  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-fait]");
    if (!form) return;
    event.preventDefault();
    const item = form.closest("details"), place = [...item.querySelectorAll("form[data-fait]")].indexOf(form);
    let answer;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    } catch { form.submit(); return; }
    if (!answer.ok) { form.submit(); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById(item.id);
    if (!now) { location.reload(); return; } // all of it is done
    now.open = true;
    item.replaceWith(now);
    now.querySelectorAll("form[data-fait]")[place]?.querySelector("button:not([type])")?.focus();
  });
})();
