import type { Command, Help, Option } from "commander";

/** Headings of the manual by the long names of options; all other options stand under OPTIONS. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  "THE PERSON": [
    "--first-name",
    "--last-name",
    "--full-name",
    "--company",
    "--domain",
    "--linkedin-url",
    "--email",
  ],
  COST: [
    "--preview",
    "--first",
    "--max-credits",
    "--on-insufficient",
    "--yes",
    "--max-per-day",
    "--max-total",
  ],
  "READING THE FILE": ["--mapping", "--encoding", "--delimiter", "--no-header"],
  OUTPUT: ["--output", "--spreadsheet-safe", "--rejected", "--json"],
  "SERVER AND KEY": ["--server", "--api-key", "--operator-token", "--local", "--sandbox"],
};

const grouped = new Set(Object.values(GROUPS).flat());

/** The options of a command and the global ones by their headings: the command's own first, the server last. */
export function groupOptions(command: Command, help: Help): Map<string, readonly Option[]> {
  const inherited = help.visibleGlobalOptions(command).filter(({ long }) => long !== "--version");
  const options = [...help.visibleOptions(command), ...inherited];
  const groups = new Map<string, readonly Option[]>([
    ["OPTIONS", options.filter(({ long }) => !grouped.has(long ?? ""))],
  ]);
  for (const [heading, names] of Object.entries(GROUPS)) {
    groups.set(
      heading,
      names.flatMap((name) => options.filter(({ long }) => long === name)),
    );
  }
  return groups;
}

/** From the command itself up to `winnow`. */
export function ancestorsOf({ parent }: Command): Command[] {
  return parent === null ? [] : [parent, ...ancestorsOf(parent)];
}
