// What goes out, beside the form: made again after a pause, a part at a time. Without it, a button shows all of it.
// On the page of an act, which asks for it itself, it only shows a part at a time.
(() => {
  "use strict";
  const form = document.getElementById("ecrit");
  const place = document.getElementById("sortie-place");
  if (!place) return;
  let part = "", timer, asked, wanted = false;

  const choose = (tabs, chosen, focus) => {
    for (const tab of tabs) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
      document.getElementById(tab.hash.slice(1)).hidden = !is;
    }
    part = chosen.hash;
    if (focus) chosen.focus();
    fit();
  };
  const arrange = () => {
    const list = place.querySelector(".tabs");
    if (!list) return;
    const tabs = [...list.querySelectorAll("a")];
    list.setAttribute("role", "tablist");
    list.setAttribute("aria-labelledby", "sortie-titre");
    for (const tab of tabs) {
      const panel = document.getElementById(tab.hash.slice(1));
      tab.parentElement.setAttribute("role", "presentation");
      tab.setAttribute("role", "tab");
      tab.id = `${panel.id}-onglet`;
      tab.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", tab.id);
      panel.querySelector(".outgoing__group").classList.add("visually-hidden");
    }
    choose(tabs, tabs.find((tab) => tab.hash === part) || tabs[0]);
  };
  // A page of 1280 pixels, as large as there is room for.
  const fit = () => {
    for (const screen of place.querySelectorAll(".screen--wide")) {
      if (screen.clientWidth) screen.style.setProperty("--part", screen.clientWidth / 1280);
    }
  };
  addEventListener("resize", fit);

  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    let answer, text;
    try {
      answer = await fetch(place.dataset.sortie, { method: "POST", body: new URLSearchParams(new FormData(form)), signal: asked.signal });
      text = answer.status === 200 ? await answer.text() : "";
    } catch { return; } // another one was asked for, or the server will be there again
    if (!text) return;
    const key = (page) => page.querySelector(".screen iframe")?.getAttribute("src");
    const made = document.createElement("div");
    made.innerHTML = text;
    if (key(made) && key(made) === key(place)) return; // all of it is there
    const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
    place.replaceChildren(...made.childNodes);
    arrange();
    if (focused) document.getElementById(focused)?.focus();
  };

  place.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) {
      event.preventDefault();
      choose([...place.querySelectorAll('[role="tab"]')], tab, true);
    }
  });
  place.addEventListener("keydown", (event) => {
    const tab = event.target.closest('[role="tab"]');
    const tabs = [...place.querySelectorAll('[role="tab"]')];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const goal = { Home: 0, End: tabs.length - 1 }[event.key];
    if (!tab || (step === undefined && goal === undefined)) return;
    event.preventDefault();
    choose(tabs, tabs[goal ?? (tabs.indexOf(tab) + step + tabs.length) % tabs.length], true);
  });
  place.addEventListener("montre", arrange); // somebody else has put it there
  arrange();
  fit();
  if (!form) return;

  form.addEventListener("click", async (event) => {
    const button = event.target.closest("[value=sortie]");
    if (!button) return;
    event.preventDefault();
    wanted = true;
    button.setAttribute("aria-busy", "true");
    await show();
    button.removeAttribute("aria-busy");
    if (!place.contains(button)) {
      place.querySelector("#sortie")?.focus();
      place.scrollIntoView({ block: "nearest" });
    }
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (wanted) timer = setTimeout(show, 1400);
  });
  // It is made once somebody can see it.
  new IntersectionObserver((entries, observer) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    wanted = true;
    if (!place.firstElementChild) show();
  }, { rootMargin: "400px" }).observe(place);
})();
