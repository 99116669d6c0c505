// What a page answers at given moments. stdin: {"script", "data", "minutes"}. stdout: by minute, of each place whether it
// is open and until when, of each round its next day.
import { readFileSync } from 'node:fs'

const { script, data, minutes } = JSON.parse(readFileSync(0, 'utf8'))
const { clock, nextRound, opening } = await import(script)
const at = clock(data.zone)
console.log(JSON.stringify(minutes.map((minute) => ({
  day: at(minute).day,
  places: data.lieux.map((place) => opening(place, minute)),
  rounds: data.collectes.map((round) => nextRound(round, at(minute).day)?.[0] ?? null),
}))))
