// What every channel will say of what happens, under the form: from the start, and again as it is filled in.
// Without it, a button shows the same.
(() => {
  "use strict";
  const form = document.getElementById("agit");
  const place = document.getElementById("sortie-place");
  if (!form || !place) return;
  const button = form.querySelector("[value=sortie]");
  let timer, turn = 0;
  const show = async () => {
    const mine = ++turn;
    const body = new URLSearchParams(new FormData(form));
    body.set("_faire", "sortie");
    let answer;
    try { answer = await fetch(location.href, { method: "POST", body }); } catch { return; }
    if (mine !== turn || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    place.replaceChildren(...page.getElementById("sortie-place").childNodes);
    place.dispatchEvent(new Event("montre"));
    button.hidden = true; // it is shown already
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 500);
  });
  if (!place.firstElementChild) show();
})();
