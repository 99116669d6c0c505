{# The kit's script, a file of its own: nothing is said here but by data- attributes, which are in the page's language. #}
// Copy buttons and the index's filter. Without it everything is there, to select and to read.
{
  const said = document.querySelector(".said");
  const { copied, selected } = document.body.dataset;

  const say = (words) => {
    said.textContent = ""; // said again when it is the second time
    setTimeout(() => { said.textContent = words; }, 50);
  };

  const select = (source) => {
    if (source.select) {
      source.focus();
      source.select();
    } else {
      getSelection().selectAllChildren(source);
    }
  };

  const copySelected = (text) => {
    const put = (event) => { // as it is: a browser would make plain spaces of those that do not break
      event.preventDefault();
      event.clipboardData.setData("text/plain", text);
    };
    document.addEventListener("copy", put);
    const done = document.execCommand("copy");
    document.removeEventListener("copy", put);
    return done;
  };

  // From a folder there may be no clipboard to write to: what is selected can still be copied, if only by hand.
  const copy = async (source) => {
    const text = source.value ?? source.textContent;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      select(source);
      return copySelected(text);
    }
  };

  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const done = await copy(document.getElementById(button.dataset.copy));
      if (done) button.classList.add("button--done");
      say(`${button.dataset.what} : ${done ? copied : selected}`);
    });
  }

  // A mail is as high as it is; where the browser does not tell, it scrolls.
  for (const frame of document.querySelectorAll("iframe.mail")) {
    const fit = () => {
      const page = frame.contentDocument?.documentElement;
      if (!page) return;
      frame.style.height = "0"; // what it needs, not what it had
      frame.style.height = `${Math.ceil(page.getBoundingClientRect().height) + 8}px`;
    };
    fit();
    frame.addEventListener("load", fit);
  }

  const filter = document.querySelector("[data-filter]");
  if (filter) {
    const count = document.querySelector("[data-count]");
    const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    const rows = [...document.querySelectorAll("[data-row]")].map((row) => ({ row, title: plain(row.querySelector("h3").textContent) }));
    const groups = document.querySelectorAll("[data-group]");

    const apply = () => {
      const { week, kind, month, words } = filter.elements;
      const wanted = plain(words.value).split(/\s+/);
      let shown = 0;
      for (const { row, title } of rows) {
        const { dataset } = row;
        row.hidden = (week.checked && !("week" in dataset))
          || (kind.value && dataset.kind !== kind.value)
          || (month.value && dataset.month !== month.value)
          || !wanted.every((word) => title.includes(word));
        shown += !row.hidden;
      }
      for (const group of groups) group.hidden = !group.querySelector("[data-row]:not([hidden])");
      const { none, one, many } = filter.dataset;
      count.textContent = [none, one][shown] ?? many.replace("{}", shown);
    };

    filter.hidden = false;
    filter.addEventListener("input", apply);
    filter.addEventListener("reset", () => setTimeout(apply));
    filter.addEventListener("submit", (event) => event.preventDefault());
    addEventListener("pageshow", apply); // a browser that comes back fills the form in again
  }
}
