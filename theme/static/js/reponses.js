// What is answered before anything is looked for, out of recherche/reponses.json and the reader's own clock. No word of
// a language: phrases come with the page. Minutes and days are counted since 1970, as in the data.
export const fold = (text) =>
  text.replace(/œ/gi, "oe").replace(/æ/gi, "ae").normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase().match(/[a-z0-9]+/g) ?? [];

export const stem = (word) => {
  for (const ending of ["s", "x"]) if (word.length > 3 && word.endsWith(ending)) word = word.slice(0, -1);
  return word.length > 3 && word.endsWith("e") ? word.slice(0, -1) : word;
};

export const stems = (text) => fold(text).map(stem);

// How many letters are too many, missing, another or exchanged; `most` + 1 when there are more than that.
export const distance = (a, b, most) => {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before = [], last = [...Array(b.length + 1).keys()];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[b.length];
};

const fits = (word, said) => word === said || (word.length > 4 && said.length > 4 && distance(word, said, 1) < 2);

// The clock of the territory: the day and the minute of the day of a minute since 1970.
export const clock = (zone) => {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric" });
  return (minute) => {
    const of = Object.fromEntries(parts.formatToParts(minute * 6e4).map(({ type, value }) => [type, +value]));
    return { day: Date.UTC(of.year, of.month - 1, of.day) / 864e5, minute: of.hour * 60 + of.minute };
  };
};

// Whether a place is open, until when, or when it opens next; `until` is none when nothing is planned.
export const opening = (place, minute) => {
  const range = place.ouvert.find(([, end]) => end > minute);
  const open = !!range && range[0] <= minute;
  return { open, until: range?.[open ? 1 : 0] };
};

export const hoursOn = (place, day, at) => place.ouvert.filter(([start]) => at(start).day === day);

export const nextRound = (round, today) => {
  const held = round.jours.filter(([day, , , dropped]) => day >= today && !dropped);
  return held.sort((one, other) => one[0] - other[0])[0];
};

export const answers = (data, query, phrases, language, commune, now = Math.floor(Date.now() / 6e4)) => {
  const at = clock(data.zone), today = at(now).day;
  if (today > data.fin) return [];
  const say = (name, values = {}) => phrases[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const hour = (minute) => clockTime(at(minute).minute);
  const clockTime = (minutes) => {
    const all = minutes % 1440, rest = all % 60;
    if (all % 720 === 0) return all ? phrases.midi : phrases.minuit;
    return `${Math.floor(all / 60)}\u00a0h${rest ? `\u00a0${String(rest).padStart(2, "0")}` : ""}`;
  };
  const long = new Intl.DateTimeFormat(language, { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });
  const dated = (day) => long.format(day * 864e5).replace(/(^|\s)1(\s)/, `$1${phrases.premier}$2`).replace(/(\d\S*) /, "$1\u00a0");
  const dayName = (day) => (day === today ? phrases.aujourdhui : day === today + 1 ? phrases.demain : dated(day));

  const empty = new Set(stems(phrases.vides));
  const words = stems(query).filter((word) => !empty.has(word));
  const intent = (name) => new Set(stems(phrases[name]));
  const hours = intent("mots_horaires"), phone = intent("mots_telephone"), holds = intent("mots_etat"), rounds = intent("mots_collecte");
  const weekdays = stems(phrases.jours), ofDays = new Set(weekdays);
  const asks = (set) => words.some((word) => set.has(word));
  const feasts = Object.entries(data.feries).filter(([, name]) => stems(name).some((word) => word.length > 3 && words.includes(word)));
  const day = () => {
    if (feasts.length) return +feasts.find(([one]) => one >= today)?.[0] || undefined;
    if (words.includes(stem(fold(phrases.demain)[0]))) return today + 1;
    const wanted = weekdays.findIndex((name) => words.includes(name));
    return wanted < 0 ? undefined : today + ((wanted - ((today + 3) % 7) + 7) % 7);
  };
  const asked = day();
  const feastWords = new Set(feasts.flatMap(([, name]) => stems(name)));
  const names = Object.entries(data.communes).map(([id, name]) => [id, stems(name).filter((word) => !empty.has(word))]);
  const ofCommunes = new Set(names.flatMap(([, some]) => some));
  const chosen = commune || names.find(([, some]) => some.length && some.every((word) => words.includes(word)))?.[0] || "";
  const subject = words.filter((word) => ![hours, phone, holds, ofDays, feastWords].some((set) => set.has(word)));

  // The things that a question names best, by as many of its words as can be.
  const named = (things, wanted = subject) => {
    const scored = things.map((thing) => {
      const own = thing.mots.split(" "), other = thing.aussi.split(" ");
      const met = (list) => wanted.filter((word) => list.some((said) => fits(word, said)));
      const inName = met(own), both = new Set([...inName, ...met(other)]);
      const telling = [...both].filter((word) => !ofCommunes.has(word)).length;
      return { thing, count: both.size + inName.length / 10, all: both.size === new Set(wanted).size, telling };
    });
    const most = Math.max(0, ...scored.filter((one) => one.telling).map((one) => one.count));
    return scored.filter((one) => one.telling && one.count === most);
  };

  const found = [];
  const best = (some) => some[0]?.count ?? 0;
  const asksPlace = asks(hours) || asks(phone) || asked !== undefined;
  const contacts = asksPlace ? named(data.contacts) : [];
  const places = named(data.lieux.filter((place) => place.ouvert || place.tel));
  if (best(contacts) > best(places)) places.length = 0;
  for (const { thing: place, all } of places.slice(0, 3)) {
    if (!all && !asksPlace) continue;
    const lines = [];
    if (place.ouvert) {
      const { open, until } = opening(place, now);
      const told = until === undefined ? say("ferme_longtemps") : open ? say("ouvert", { heure: hour(until) }) : say("ferme", { jour: dayName(at(until).day), heure: hour(until) });
      const why = place.motifs[today];
      lines.push(why ? `${told} (${why})` : told);
      if (asked !== undefined && asked <= data.fin) {
        const ranges = hoursOn(place, asked, at).map(([start, end]) => say("de_a", { debut: hour(start), fin: hour(end) }));
        const note = [place.motifs[asked], place.notes[asked]].filter(Boolean).join(", ");
        lines.push(`${say("ce_jour", { jour: dated(asked), heures: ranges.join(phrases.et) || phrases.ferme_ce_jour })}${note ? ` (${note})` : ""}`);
      }
    }
    found.push({ title: place.nom, path: place.adresse, lines, phone: place.tel });
  }

  const wanted = words.filter((word) => !ofCommunes.has(word) && !phone.has(word));
  const met = named(data.collectes, wanted.filter((word) => !ofDays.has(word)));
  if (!found.length && met.length && (asks(rounds) || met[0].all)) {
    const some = new Set(met.flatMap(({ thing }) => thing.communes)), here = chosen || (some.size === 1 ? [...some][0] : "");
    const all = met.map((one) => one.thing).filter((one) => !here || one.communes.includes(here));
    const lines = !here ? [] : all.flatMap((one) => {
      const next = nextRound(one, today);
      if (!next) return [];
      const [on, ranges, planned, , note] = next;
      const spans = ranges.map(([start, end]) => ` ${say("de_a", { debut: clockTime(start), fin: clockTime(end) })}`).join(phrases.et);
      const why = planned !== undefined && planned !== on ? say("au_lieu", { jour: dated(planned), motif: note }) : note ? ` (${note})` : "";
      return [[on, `${one.nom}${one.secteur ? ` (${one.secteur})` : ""}${phrases.deux_points}${dayName(on)}${spans}${why}`]];
    });
    lines.sort((one, other) => one[0] - other[0]);
    if (lines.length || (!here && some.size)) {
      found.push({
        title: here ? say("collecte_a", { commune: data.communes[here] }) : all.every((one) => one.nom === all[0].nom) ? all[0].nom : all.every((one) => one.service === all[0].service) ? all[0].service : phrases.collecte,
        path: all.length && all.every((one) => one.adresse === all[0].adresse) ? all[0].adresse : here ? `communes/${here}/` : "services/",
        lines: [...new Set(lines.map(([, line]) => line))].slice(0, 5),
        communes: here ? undefined : Object.entries(data.communes).filter(([id]) => some.has(id)),
      });
    }
  }

  const about = words.filter((word) => !holds.has(word) && !ofDays.has(word));
  for (const { thing: event, all } of named(data.dates, about).slice(0, 2)) {
    const ahead = event.dates.filter((date) => date.fin > now);
    if (!all || !ahead.length || !(asks(holds) || ahead[0].etat)) continue;
    const lines = ahead.slice(0, 3).map((date) => `${date.etat || phrases.maintenu}${phrases.deux_points}${date.quand}${date.ou ? `, ${date.ou}` : ""}`);
    found.push({ title: event.nom, path: event.adresse, lines });
  }

  const reach = asks(phone) || best(contacts) > 1.9;
  if (reach && !found.some((one) => one.phone)) {
    for (const { thing: contact } of contacts.slice(0, 2)) found.push({ title: contact.nom, path: contact.adresse, lines: [], phone: contact.tel });
  }
  return found;
};

const make = (tag, text = "", more = {}) => Object.assign(document.createElement(tag), { textContent: text, ...more });

// What is shown of them. choose: what to do with the commune that somebody says is theirs.
export const answered = (some, phrases, base, choose) => [
  make("h2", phrases.reponse, { className: "visually-hidden" }),
  ...some.map((one) => {
    const box = make("div", "", { className: "answer" }), head = make("h3");
    head.append(one.path ? make("a", one.title, { href: base + one.path }) : one.title);
    box.append(head, ...one.lines.map((line) => make("p", line[0].toUpperCase() + line.slice(1))));
    if (one.phone) {
      const line = make("p", `${phrases.telephone} `);
      line.append(make("a", one.phone, { href: `tel:${one.phone.replace(/[^+\d]/g, "").replace(/^0/, "+33")}` }));
      box.append(line);
    }
    if (one.communes) {
      const choice = make("select"), line = make("label", `${phrases.votre_commune} `);
      choice.append(make("option", phrases.choisir, { value: "" }), ...one.communes.map(([value, name]) => make("option", name, { value })));
      choice.addEventListener("change", () => choose(choice.value));
      line.append(choice);
      box.append(line);
    }
    return box;
  }),
];
