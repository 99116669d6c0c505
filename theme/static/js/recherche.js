// /recherche/: Pagefind's index behind a form of ours. What is asked stands in the address: ?q=…&commune=…&genre=…
const form = document.getElementById("recherche");
const [pagefind, reponses, corrections, donnees, mots, base] = ["Pagefind", "Reponses", "Corrections", "Donnees", "Mots", "Base"].map((name) => new URL(form.dataset[`charge${name}`], document.baseURI).href);
const phrases = JSON.parse(document.getElementById("phrases").textContent);
const [field, count, spoken, list, more, none] = ["q", "compte", "reponses", "resultats", "suite", "rien"].map((id) => document.getElementById(id));
const model = document.getElementById("modele").content;
const title = document.title;
const FACETS = ["genre", "commune", "theme", "avenir"], AT_ONCE = 10;
let turn = 0, found = [], shown = 0;

const once = (make) => { let made; return () => (made ??= make().catch((error) => { made = undefined; throw error; })); };
const get = async (address) => { const answer = await fetch(address); if (!answer.ok) throw Error(address); return answer; };
const LANGUAGES = form.dataset.langues.split(" ").filter(Boolean).map((code) => `${code}/`);
const engines = Object.fromEntries(["", ...LANGUAGES].map((language) => [language, once(async () => {
  const library = await import(pagefind.replace(/[^/]*$/, `${language}$&`));
  await library.options({ baseUrl: base, noWorker: true, excerptLength: 28, ranking: { metaWeights: { title: 6, mots: 3, date: 0.1 } } });
  await library.init();
  return library;
})]));
const known = once(() => import(reponses));
const data = once(async () => (await get(donnees)).json());
const words = once(async () => (await (await get(mots)).text()).split("\n").filter(Boolean));

const say = (name, values) => phrases[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
const boxes = (name) => [...form.querySelectorAll(`input[name=${name}]`)];
const chosen = (name) => boxes(name).filter((box) => box.checked).map((box) => box.value);
const label = (name, value) => boxes(name).find((box) => box.value === value)?.dataset.nom ?? "";
const make = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

const address = () => {
  const asked = new URLSearchParams();
  if (field.value.trim()) asked.set("q", field.value.trim());
  for (const name of FACETS) for (const value of chosen(name)) asked.append(name, value);
  return asked.size ? `?${asked}` : location.pathname;
};

const take = () => {
  const asked = new URLSearchParams(location.search);
  field.value = asked.get("q") ?? "";
  for (const name of FACETS) for (const box of boxes(name)) box.checked = asked.getAll(name).includes(box.value);
};

const mark = () => {
  for (const fold of form.querySelectorAll("details")) {
    const names = [...fold.querySelectorAll("input:checked")].map((box) => box.dataset.nom);
    fold.querySelector("[data-choisi]").textContent = names.length ? `\u00a0: ${names.join(", ")}` : "";
  }
};

// The pages that a question finds, in the order that the channel's README tells.
const search = async (asked, filters, language = "") => {
  const library = await engines[language](), look = (words, more = {}) => library.search(words, { filters: { ...filters, ...more } });
  const whole = (await look(asked.join(" ") || form.dataset.tout)).results;
  if (!asked.length) return whole;
  const { stems } = await known();
  const light = new Set(stems(`${phrases.mots_horaires} ${phrases.mots_telephone} ${phrases.mots_etat} ${phrases.jours}`));
  const [lists, ahead] = await Promise.all([{}, { avenir: { any: ["oui"] } }].map((some) => Promise.all(asked.map(async (word) => (await look(word, some)).results))));
  const lasting = form.dataset.durables.split(" "), coming = new Set(ahead.flat().map((one) => one.id));
  const heavy = asked.map((word) => !light.has(stems(word)[0]));
  const half = heavy.filter((one, index) => one && lists[index].length).length / 2;
  const pages = new Map(), marked = new Map(whole.map((one) => [one.id, one]));
  lists.forEach((results, index) => {
    const best = results[0]?.score || 1, weight = (heavy[index] ? 1 : 0.3) / Math.log2(4 + results.length);
    for (const one of results) {
      const { part, score } = pages.get(one.id) ?? { part: 0, score: 0 };
      pages.set(one.id, { one: marked.get(one.id) ?? one, part: part + heavy[index], score: score + weight * (0.6 + (0.4 * one.score) / best) });
    }
  });
  const worth = ({ one, score }) => score * (lasting.includes(one.id.split("_")[0]) ? 1.3 : one.id.startsWith("event_") && !coming.has(one.id) ? 0.7 : 1);
  return [...pages.values()].filter(({ part }) => part >= half).sort((a, b) => worth(b) - worth(a)).map(({ one }) => one);
};

const entry = (page) => {
  const item = model.cloneNode(true), link = item.querySelector("a"), excerpt = item.querySelector("[data-extrait]");
  link.href = page.url;
  link.textContent = page.meta.title;
  const communes = page.filters.commune ?? [];
  const where = communes.length && communes.length < boxes("commune").length ? communes.map((one) => label("commune", one)) : [];
  const { langue } = page.meta;
  if (langue) Object.assign(item.querySelector("li"), { lang: langue, dir: "auto" });
  const facts = [langue && new Intl.DisplayNames(langue, { type: "language" }).of(langue), label("genre", page.filters.genre[0]), where.slice(0, 3).join(", ") + (where.length > 3 ? "…" : ""), page.meta.date];
  item.querySelector("[data-faits]").append(...facts.filter(Boolean).map((fact) => make("span", fact)));
  page.excerpt.split(/<(\/?)mark>/).forEach((part, index, parts) => {
    const text = part.replace(/&lt;/g, "<").replace(/&gt;/g, ">");
    if (index % 2 === 0 && text) excerpt.append(parts[index - 1] === "" ? make("mark", text) : text);
  });
  return item;
};

const show = (pages) => {
  shown += pages.length;
  list.append(...pages.map(entry));
  more.hidden = shown >= found.length;
};

const load = (results) => Promise.all(results.map((one) => one.data()));

// The first pages; one of thirty that is called as it was asked for comes before all.
const begin = async (results, asked) => {
  const { fold, stems } = await known(), exact = new Set(asked.flatMap(fold)), empty = new Set(stems(phrases.vides));
  const bare = (text) => stems(text).filter((word) => !empty.has(word)).join(" ");
  const name = bare(asked.join(" ")), called = (page) => bare(page.meta.title) === name;
  const says = ({ meta, content }) => fold(`${meta.title} ${meta.mots ?? ""} ${content}`).some((word) => exact.has(word)); // « plui » is not « pluie »
  const pages = await load(results.slice(0, AT_ONCE));
  const at = pages.some(called) ? -1 : (await load(results.slice(AT_ONCE, 3 * AT_ONCE))).findIndex(called);
  if (at >= 0) return begin(results, asked, results.unshift(...results.splice(AT_ONCE + at, 1)));
  return pages.sort((one, other) => called(other) - called(one) || says(other) - says(one));
};

const run = async (push) => {
  const mine = ++turn, query = field.value.trim();
  if (push) history.pushState(null, "", address());
  mark();
  document.title = query ? `${query} - ${title}` : title;
  list.replaceChildren();
  [more.hidden, none.hidden, spoken.hidden, shown, found] = [true, true, true, 0, []];
  form.querySelector(".search__facets").hidden = !location.search;
  if (!location.search) return void (count.textContent = "");
  count.textContent = phrases.attente;
  try {
    const filters = Object.fromEntries(FACETS.map((name) => [name, chosen(name)]).filter(([, some]) => some.length).map(([name, some]) => [name, { any: some }]));
    const { fold, stems, answers, answered } = await known();
    const empty = new Set(fold(phrases.vides));
    const all = query.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
    const full = all.filter((word) => !empty.has(fold(word).join("")));
    const asked = full.length ? full : all;
    const [commune, ...others] = chosen("commune"), reply = async (words) => answers(await data(), words, phrases, document.documentElement.lang, others.length || !commune ? "" : commune, form.dataset.instant && Date.parse(form.dataset.instant) / 6e4);
    const told = reply(query).catch(() => []);
    let results = query && !asked.length ? [] : await search(asked, filters);
    let pages = await begin(results, asked);
    const { right, more } = await import(corrections).then(async ({ unknown }) => unknown(asked, pages, await known(), words, LANGUAGES, (some, language) => search(some, filters, language))).catch(() => ({ right: asked, more: [] }));
    let note = "";
    if (more.length || right.join() !== asked.join()) {
      results = [...more, ...(await search(right, filters))];
      pages = await begin(results, right);
    }
    if (right.join() !== asked.join()) {
      note = ` ${say("compris", { mots: right.join(" "), tape: query })}`;
    }
    let direct = await told;
    if (!direct.length && note) direct = await reply(right.join(" "));
    if (mine !== turn) return;
    found = results;
    spoken.replaceChildren(...(direct.length && query ? answered(direct, phrases, base, (commune) => { for (const box of boxes("commune")) box.checked = box.value === commune; run(true); }) : []));
    spoken.hidden = !spoken.children.length;
    show(pages);
    none.hidden = found.length > 0;
    const before = direct.length && query ? `${phrases.avec_reponse} ` : "";
    count.textContent = before + (found.length ? say(found.length > 1 ? "resultats" : "resultat", { nombre: found.length }) : phrases.aucun) + note;
  } catch (error) {
    console.error(error);
    if (mine === turn) count.textContent = phrases.erreur;
  }
};

form.addEventListener("submit", (event) => { event.preventDefault(); run(true); });
form.addEventListener("change", (event) => { if (event.target !== field) run(true); });
more.addEventListener("click", async () => {
  const first = shown;
  show(await load(found.slice(shown, shown + AT_ONCE)));
  list.children[first]?.querySelector("a").focus();
});
addEventListener("popstate", () => { take(); run(false); });
take();
run(false);
