// Videos and sounds that somebody else hosts: a button, which says what it loads, and loads it. Nothing before that, and
// the link to the host's own page stays.
for (const figure of document.querySelectorAll("[data-lecteur]")) {
  const { lecteur, titre, refus } = figure.dataset;
  const ask = figure.querySelector(".recording__ask"), stage = figure.querySelector(".recording__stage");
  ask.hidden = false;
  ask.querySelector("button").addEventListener("click", () => {
    const frame = document.createElement("iframe");
    frame.src = lecteur;
    frame.title = titre;
    frame.allow = "fullscreen; encrypted-media; picture-in-picture";
    frame.allowFullscreen = true;
    frame.referrerPolicy = "strict-origin-when-cross-origin";
    // The server's own rules may keep it out: its settings were made before there was such a video.
    const blocked = ({ effectiveDirective }) => {
      if (effectiveDirective !== "frame-src") return;
      frame.replaceWith(...stage.held);
      ask.textContent = refus;
      ask.setAttribute("role", "status");
      ask.hidden = false;
      figure.querySelector("figcaption a").focus();
    };
    document.addEventListener("securitypolicyviolation", blocked, { once: true });
    stage.held = [...stage.childNodes];
    stage.replaceChildren(frame);
    ask.hidden = true;
    frame.focus();
  });
}
