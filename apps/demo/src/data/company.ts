import type { Random } from "#data/random.ts";

/** A synthetic company on a sandbox domain; its persona determines how its mail host behaves. */
export interface Company {
  readonly name: string;
  readonly domain: string;
  readonly persona: string;
}

const WORDS =
  "Alder Amber Atlas Birch Blau Boreal Brücke Cedar Cobalt Comet Delta Dorn Eiche Ember Falke Fjord Flint Granit Harbor Hazel Helix Iris Juniper Kiesel Krone Linden Lumen Maple Meridian Nordlicht Onyx Opal Orbit Polar Quarz Rhein Saphir Sierra Silber Sonne Summit Tanne Terra Ulme Vesta Violet Weide Zephyr".split(
    " ",
  );
const TRADES =
  "Analytik|Automation|Bau GmbH|Consulting|Digital SAS|Energie AG|Foods B.V.|Health Ltd|Labs|Logistik GmbH|Medien|Optik|Robotics|Software S.L.|Systems Inc.|Textil GmbH".split(
    "|",
  );

/** Frequency of each persona of mail hosts. */
const PERSONAS: readonly (readonly [persona: string, weight: number])[] = [
  ["deliverable", 60],
  ["catchall", 9],
  ["outlook", 6],
  ["greylist", 4],
  ["throttled", 4],
  ["slow", 3],
  ["starttls", 3],
  ["backup-mx", 3],
  ["implicit", 2],
  ["full", 2],
  ["disabled", 2],
  ["blocked", 2],
  ["nullmx", 1],
  ["nxdomain", 1],
  ["servfail", 1],
  ["drop", 1],
  ["lying-mx", 1],
  ["private-mx", 1],
];

/** One company for each combination of a word and a trade. */
export function createCompanies(random: Random): Company[] {
  const wheel = PERSONAS.flatMap(([persona, weight]) => Array<string>(weight).fill(persona));
  return WORDS.flatMap((word) => {
    const slug = word.toLowerCase().replaceAll("ü", "ue").replaceAll("ö", "oe");
    return [0, 1, 2].map((branch) => {
      const persona = random.pick(wheel);
      const name = `${word} ${random.pick(TRADES)}`;
      return { name, persona, domain: `${slug}${branch || ""}.${persona}.test` };
    });
  });
}
