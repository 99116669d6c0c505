// Reads calendars with ical.js and with node-ical. In: {name: text}. Out: {reader: {name: [[uid, start, end, title]]}}.
// A fault that ical.js finds ends the run.
import ICAL from "ical.js";
import ical from "node-ical";

const EARLY = new Date("1900-01-01"), LATE = new Date("2201-01-01");

const instant = (date) => date.toISOString().replace(".000Z", "Z");

function byIcalJs(text) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  const told = (time) => (time.isDate ? time.toString() : instant(time.toJSDate()));
  const entry = (one, start, end) => [one.uid, told(start), told(end), one.summary];

  const groups = Map.groupBy(calendar.getAllSubcomponents("vevent"), (one) => one.getFirstPropertyValue("uid"));
  return [...groups.values()].flatMap((components) => {
    const exceptions = components.filter((one) => one.hasProperty("recurrence-id"));
    const [series] = components.filter((one) => !one.hasProperty("recurrence-id"));
    if (!series) return exceptions.map((one) => new ICAL.Event(one)).map((one) => entry(one, one.startDate, one.endDate));
    const event = new ICAL.Event(series, { exceptions, strictExceptions: true });
    if (!event.isRecurring()) return [entry(event, event.startDate, event.endDate)];
    const found = [], dates = event.iterator();
    for (let date = dates.next(); date; date = dates.next()) {
      const { item, startDate, endDate } = event.getOccurrenceDetails(date);
      found.push(entry(item, startDate, endDate));
    }
    return found;
  });
}

function byNodeIcal(text) {
  const day = (date) => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  return Object.values(ical.sync.parseICS(text))
    .filter((one) => one.type === "VEVENT")
    .flatMap((event) =>
      ical.expandRecurringEvent(event, { from: EARLY, to: LATE }).map(({ event: { uid }, start, end, summary, isFullDay }) => {
        const told = isFullDay ? day : instant;
        return [uid, told(start), told(end), summary];
      }),
    );
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
const files = Object.entries(JSON.parse(input));
const read = (reader) => Object.fromEntries(files.map(([name, text]) => [name, reader(text)]));
process.stdout.write(JSON.stringify({ "ical.js": read(byIcalJs), "node-ical": read(byNodeIcal) }));
