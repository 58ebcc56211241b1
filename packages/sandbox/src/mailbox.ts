import { firstNames, lastNames } from "#names.ts";
import { fractionOf } from "#seed.ts";

/** The share of people of `names.ts` who do not exist at a domain. */
export const MISSING_SHARE = 1 / 8;

/** Mailboxes that every domain with mailboxes has. */
const ROLES = new Set(
  "admin billing contact hello info jobs office postmaster press sales support team".split(" "),
);
/** People who exist at every domain and for every seed: tests and documents name them. */
const RESIDENTS = new Set(["ada.lovelace", "alan.turing", "grace.hopper", "jürgen.müller"]);
const NUMBERED = /^person\.\d{1,9}$/;

const UMLAUTS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue" };
/** Letters that Unicode does not decompose into a letter and a mark. */
const LIGATURES: Readonly<Record<string, string>> = { ß: "ss", ø: "o", æ: "ae", ł: "l", đ: "d", ı: "i" };

/** A name as in most mail addresses: lower case, ASCII, German umlauts as two letters (`Jürgen` → `juergen`). */
export function addressForm(name: string): string {
  return bareForm(
    name
      .normalize("NFC")
      .toLowerCase()
      .replaceAll(/[äöü]/g, (letter) => UMLAUTS[letter] ?? ""),
  );
}

/** A name without its marks: `Jürgen` → `jurgen`. */
function bareForm(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[ßøæłđı]/g, (letter) => LIGATURES[letter] ?? "")
    .normalize("NFD")
    .replaceAll(/[^a-z0-9-]/g, "");
}

const formsOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.flatMap((name) => [addressForm(name), bareForm(name)]));
const firsts = formsOf(firstNames);
const lasts = formsOf(lastNames);
const initials = new Set([...firsts].map((name) => name.slice(0, 1)));

/** Whether a local part has the form of a person's address: `first.last`, `first`, `flast` or `f.last`. */
function isPersonal(local: string): boolean {
  if (firsts.has(local)) return true;
  const dot = local.indexOf(".");
  if (dot === -1) return initials.has(local.slice(0, 1)) && lasts.has(local.slice(1));
  const [before, after] = [local.slice(0, dot), local.slice(dot + 1)];
  return lasts.has(after) && (firsts.has(before) || initials.has(before));
}

/**
 * Whether a mailbox exists at a sandbox domain (lower case, ASCII). Roles, `person.<number>` and a few residents always do.
 * People of `names.ts` do, except for the share `MISSING_SHARE`, chosen by seed, local part and domain. No other mailbox
 * exists: not `nobody`, `missing.person`, `x-1`, or any random probe. Case and `+tag` do not matter.
 */
export function mailboxExists(seed: number, local: string, domain: string): boolean {
  const lower = local.toLowerCase();
  const plus = lower.indexOf("+");
  const bare = plus > 0 ? lower.slice(0, plus) : lower;
  if (RESIDENTS.has(bare) || ROLES.has(bare) || NUMBERED.test(bare)) return true;
  return isPersonal(bare) && fractionOf(seed, `${bare}@${domain}`) >= MISSING_SHARE;
}
