// Says whether each place is open now, of instants that the page holds: data-ouvertures. Another zone on the reader's
// clock changes nothing: days and hours are those of the territory. Words come with the <script>; without it, a table.
{
  const { mots, fuseau, instant } = document.currentScript.dataset;
  const say = JSON.parse(mots), day = 864e5;
  const format = new Intl.DateTimeFormat("fr", {
    timeZone: fuseau, weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const numbers = new Intl.DateTimeFormat("sv", { timeZone: fuseau });
  const parts = (moment) => Object.fromEntries(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  const dayOf = (moment) => numbers.format(moment);
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  const hour = ({ hour, minute }) =>
    minute === "00" && hour === "00" ? say.minuit : minute === "00" && hour === "12" ? say.midi
    : fill(minute === "00" ? say.h : say.hm, { h: +hour, hh: hour, m: minute });
  const when = (moment, now) => {
    const to = parts(moment), here = parts(now);
    const days = Math.round((Date.parse(dayOf(moment)) - Date.parse(dayOf(now))) / day);
    // A browser that does not know a language would name its days in another one: they come with the page.
    const jour = say.jours ? say.jours[new Date(dayOf(moment)).getUTCDay()] : to.weekday;
    const mois = say.mois ? say.mois[dayOf(moment).slice(5, 7) - 1] : to.month;
    const numero = to.day === "1" && !say.jours ? "1er" : to.day;
    const date = fill(to.year === here.year ? say.date : say.date_annee, { jour, numero, mois, annee: to.year });
    const shown = days && days < 7 ? jour : date;
    return [fill(days ? days === 1 ? say.demain : days < 7 ? say.jour : say.le_jour : say.heure, { hour: hour(to), day: shown }), days, to];
  };
  // What to say of one place. Beyond the last instant that the page knows, nothing.
  const tell = ({ o, f }, now) => {
    const why = f[dayOf(now)], reason = why ? ` (${why})` : "";
    let end = 0;
    for (const [gap, length, note] of o) {
      const begins = (end + gap) * 6e4, ends = (end += gap + length) * 6e4;
      if (ends <= now) continue;
      if (begins > now) return [fill(say.ferme, { reason, when: when(begins, now)[0] })];
      const [soon, days, to] = when(ends, now);
      const night = days === 1 && `${to.hour}${to.minute}` <= "0600";
      const values = { note: note ? ` (${note})` : "", when: night ? fill(say.heure, { hour: hour(to) }) : soon };
      return [fill(ends - now < 21 * day ? say.ouvert : say.toujours, values), true];
    }
    return [o.length ? "" : fill(say.longtemps, { reason })];
  };
  let timer;
  const look = () => {
    const now = instant ? Date.parse(instant) : Date.now();
    for (const block of document.querySelectorAll("[data-ouvertures]")) {
      const [words, open] = tell(JSON.parse(block.dataset.ouvertures), now);
      if (block.textContent !== words) block.textContent = words;
      block.hidden = !words;
      block.classList.toggle("open-state--open", !!open);
    }
    clearTimeout(timer);
    if (!instant) timer = setTimeout(look, 6e4 - (now % 6e4) + 50); // hours end with a minute
  };
  look();
  addEventListener("visibilitychange", look);
}
