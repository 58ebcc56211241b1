import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import type { Contestant, World } from "./contestant.ts";

interface Entry {
  /** Whether it contacts mail hosts. */
  readonly asksMailHosts: boolean;
  load(world: World): Promise<Contestant>;
}

/** Winnow and its peers, the peers by the name of their package. */
export const contestants = {
  Winnow: {
    asksMailHosts: true,
    load: async (world) => (await import("./winnow.ts")).createWinnow(world),
  },
  "deep-email-validator": {
    asksMailHosts: true,
    load: async () => (await import("./deep-email-validator.ts")).deepEmailValidator,
  },
  "node-email-verifier": {
    asksMailHosts: false,
    load: async () => (await import("./node-email-verifier.ts")).nodeEmailVerifier,
  },
  "@devmehq/email-validator-js": {
    asksMailHosts: true,
    load: async () => (await import("./devmehq.ts")).devmehq,
  },
} satisfies Readonly<Record<string, Entry>>;

export type ContestantName = keyof typeof contestants;

export const contestantNames = Object.keys(contestants) as ContestantName[];

export const isPeer = (name: ContestantName): boolean => name !== "Winnow";

/** With the version that was measured: `deep-email-validator 0.1.27`. */
export async function describeContestant(name: ContestantName): Promise<string> {
  if (!isPeer(name)) return name;
  const manifest = findPackageJSON(name, import.meta.url);
  if (manifest === undefined) throw new Error(`${name} is not installed`);
  const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
  return `${name} ${version}`;
}
