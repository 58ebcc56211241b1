import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createCompanies } from "#data/company.ts";
import { createDirectory } from "#data/directory.ts";
import { createExport } from "#data/crm-export.ts";
import { createRandom } from "#data/random.ts";

// Writes the demo's data anew, the same bytes each time: node apps/demo/src/generate.ts
const directory = join(import.meta.dirname, "../data");
const random = createRandom(20_261_123);
const companies = createCompanies(random);
const { csv, people } = createExport(random, companies);
await writeFile(join(directory, "crm-export.csv"), csv);
const contacts = createDirectory(random, people);
await writeFile(join(directory, "directory.json"), `${JSON.stringify(contacts, undefined, 1)}\n`);
process.stdout.write(`${people.length} people, ${contacts.length} contacts in the directory\n`);
