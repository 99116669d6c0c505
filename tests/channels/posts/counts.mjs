// How long texts are, as V8's own segmentation and emoji tables say: read as JSON on stdin, told as JSON on stdout.
import {readFileSync} from "node:fs";

const segmenter = new Intl.Segmenter("fr", {granularity: "grapheme"});
const light = ([...text]) => text.filter((sign) => /[\0-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]/u.test(sign)).length;
const emoji = /\p{RGI_Emoji}|[#*0-9]\u20e3/gv;

function xWeight(text) {
  const links = text.normalize("NFC").split(/https?:\/\/[^\s()]+[^\s().,!]/u);
  const words = links.join("").split(emoji);
  const rest = words.join("");
  return 23 * (links.length - 1) + 2 * (words.length - 1) + 2 * [...rest].length - light(rest);
}

const texts = JSON.parse(readFileSync(0, "utf8"));
console.log(JSON.stringify(texts.map((text) => ({
  graphemes: [...segmenter.segment(text)].length,
  units: text.length,
  bytes: Buffer.byteLength(text),
  x: xWeight(text),
}))));
