// Mails as others see them. Reads one JSON request on stdin: {what, folder}; writes one JSON answer.
// "mjml": what npm's own MJML, in strict mode, says of each *.mjml of a folder. "rules": what its components allow.
// "caniemail": each feature of each *.html that a client does not support, by client.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { what, folder, clients } = JSON.parse(readFileSync(0, "utf8"));
const files = folder ? readdirSync(folder).sort() : [];

async function mjml() {
  const compile = require("mjml");
  const told = {};
  for (const name of files.filter((file) => file.endsWith(".mjml"))) {
    try {
      const made = await compile(readFileSync(join(folder, name), "utf8"), { validationLevel: "strict" });
      told[name] = made.errors.map((error) => error.formattedMessage);
    } catch (error) {
      told[name] = [String(error.message)];
    }
  }
  return told;
}

function rules() {
  const preset = require("mjml-preset-core");
  const { components, dependencies } = preset.default ?? preset;
  return {
    attributes: Object.fromEntries(components.map((one) => [one.componentName, one.allowedAttributes ?? {}])),
    ending: components.filter((one) => one.endingTag).map((one) => one.componentName),
    children: dependencies,
  };
}

async function caniemail() {
  const { caniemail: check } = await import("caniemail");
  const told = {};
  for (const name of files.filter((file) => file.endsWith(".html"))) {
    const { issues } = check({ clients, html: readFileSync(join(folder, name), "utf8") });
    for (const [client, list] of issues.errors) {
      told[client] = [...new Set([...(told[client] ?? []), ...list.map((issue) => issue.title)])];
    }
  }
  return told;
}

process.stdout.write(JSON.stringify(await { mjml, rules, caniemail }[what]()));
