import type { Company } from "#data/company.ts";
import { createPerson, type Person } from "#data/person.ts";
import type { Random } from "#data/random.ts";

const ROWS = 1_240;
const COLUMNS = [
  "Kundennr.",
  "Anrede",
  "Vorname",
  "Nachname",
  "Firma",
  "Website",
  "E-Mail",
  "Telefon",
  "Umsatz",
  "Notizen",
];

const NOTES = [
  "",
  "",
  "",
  "Messekontakt",
  'sagt: "erst nach dem Sommer"',
  "zurückrufen; nicht vor 10 Uhr",
  "Zeile 1\nZeile 2",
  "siehe Vertrag 2019/7, Anlage B",
  "=SUMME(A1:A9)",
  "très intéressée, rappeler",
];

/**
 * A typical CRM export: byte order mark, semicolons, CRLF, quotes and line breaks in cells, comma decimals,
 * accents, duplicates, stale and broken addresses, rows without an address. Synthetic people on sandbox domains.
 */
export function createExport(
  random: Random,
  companies: readonly Company[],
): { readonly csv: string; readonly people: readonly Person[] } {
  const people: Person[] = [];
  const lines: string[] = [COLUMNS.join(";")];
  for (let index = 0; index < ROWS; index += 1) {
    const earlier = random.chance(0.06) && people.length > 50 ? random.pick(people) : undefined;
    const person = earlier ?? createPerson(random, companies);
    if (earlier === undefined) people.push(person);
    lines.push(lineOf(random, index + 1, person));
  }
  return { csv: `\uFEFF${lines.join("\r\n")}\r\n`, people };
}

function lineOf(random: Random, number: number, person: Person): string {
  const cells = [
    `K-${10_000 + number}`,
    random.pick(["Herr", "Frau", ""]),
    person.firstName,
    person.lastName,
    person.company.name,
    websiteOf(random, person.company),
    addressOf(random, person),
    random.chance(0.5) ? `+49 30 ${1_000_000 + Math.floor(random.next() * 8_999_999)}` : "",
    `${Math.floor(random.next() * 90_000)},${10 + Math.floor(random.next() * 89)}`,
    random.pick(NOTES),
  ];
  // Some exporters leave trailing empty cells out.
  if (cells.at(-1) === "" && random.chance(0.3)) cells.pop();
  return cells.map(quote).join(";");
}

function websiteOf(random: Random, { domain }: Company): string {
  return random.pick([domain, `www.${domain}`, `https://www.${domain}/`, `http://${domain}/de/`]);
}

/** The e-mail cell: mostly right, sometimes absent, stale, invalid or decorated. */
function addressOf(random: Random, { email, company }: Person): string {
  const roll = random.next();
  if (roll < 0.3) return "";
  if (roll < 0.36) return `former.colleague${Math.floor(random.next() * 90)}@${company.domain}`;
  if (roll < 0.38) return email.replace("@", " at ");
  if (roll < 0.39) return email.replace("@", "@@");
  if (roll < 0.4) return `${email}.`;
  if (roll < 0.43) return email.toUpperCase();
  if (roll < 0.46) return `  ${email} `;
  if (roll < 0.48) return `info@${company.domain}`;
  return email;
}

function quote(cell: string): string {
  return /[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
