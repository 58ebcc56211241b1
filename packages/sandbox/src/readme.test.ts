import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { domainToUnicode } from "node:url";
import { expect, test } from "vitest";
import { personas } from "#persona/index.ts";
import type { Expectation, Persona } from "#persona/persona.ts";

const inWords = ({ status, reason, later }: Expectation): string =>
  `${status} (${reason})${later === undefined ? "" : `; after ${later.afterMs / 1000} s ${later.status} (${later.reason})`}`;

/** One verdict for every address, or one for each kind of sample. */
function verdictsOf({ expected }: Persona): string {
  return expected
    .map((sample) => {
      const [local = ""] = sample.address.split("@");
      if (local === "ada.lovelace") return inWords(sample);
      return `${local === "nobody.here" ? "others" : `\`${local}\``} ${inWords(sample)}`;
    })
    .join(", ");
}

/** The number of mailboxes of each reason. */
function mailboxesOf({ truth }: Persona): string {
  const counts = new Map<string, number>();
  for (const { reason } of Object.values({ ...truth.exceptions, ...truth.apart })) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([reason, count]) => (count === 1 ? reason : `${reason} ${count}`)).join(", ");
}

test("the README lists every persona, its behaviour and its verdicts", async () => {
  const readme = await readFile(join(import.meta.dirname, "../README.md"), "utf8");
  const rows = [...readme.matchAll(/^\| `([^`]+)` *\| (.*?) *\| (.*?) *\|$/gm)].map((row) => row.slice(1));
  const speaking = personas.filter(({ truth }) => truth.apart !== undefined);
  const silent = personas.filter(({ truth }) => truth.apart === undefined);
  expect(rows).toEqual([
    ...silent.map((persona) => [domainToUnicode(persona.domain), persona.does, verdictsOf(persona)]),
    ...speaking.map((persona) => [persona.domain, persona.does, mailboxesOf(persona)]),
  ]);
});
