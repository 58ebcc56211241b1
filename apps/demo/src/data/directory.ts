import type { ContactInput } from "@winnow/contracts";
import type { Person } from "#data/person.ts";
import type { Random } from "#data/random.ts";

const TITLES = [
  "Head of Sales",
  "CTO",
  "Einkaufsleiterin",
  "Marketing Manager",
  "Geschäftsführer",
  "Data Engineer",
];
const PLACES = [
  ["DE", "Berlin"],
  ["FR", "Lyon"],
  ["ES", "Bilbao"],
  ["NL", "Utrecht"],
  ["GB", "Leeds"],
] as const;

/** The directory's contacts: four in ten of these people, some with a stale address. */
export function createDirectory(random: Random, people: readonly Person[]): ContactInput[] {
  return people.flatMap((person, index) => {
    if (!random.chance(0.4)) return [];
    const [country, city] = random.pick(PLACES);
    const stale = random.chance(0.1);
    return [
      {
        key: `demo-${index + 1}`,
        first_name: person.firstName,
        last_name: person.lastName,
        job_title: random.pick(TITLES),
        company: person.company.name,
        domain: person.company.domain,
        email: stale ? `gone.${index}@${person.company.domain}` : person.email,
        country,
        city,
      },
    ];
  });
}
