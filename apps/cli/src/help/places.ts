import { accountFile } from "#stored-account.ts";
import type { Terminal } from "#terminal.ts";

/** An environment variable or a file that counts, and for which commands. */
export interface Place {
  readonly name: string;
  readonly meaning: string;
  /** Long names of options: it counts for commands that have one of them; for all when left out. */
  readonly options?: readonly string[];
  /** Commands it counts for besides. */
  readonly commands?: readonly string[];
}

export const VARIABLES: readonly Place[] = [
  {
    name: "WINNOW_SERVER",
    meaning: "Where the server answers. --server wins over it, and it over what winnow login kept.",
  },
  {
    name: "WINNOW_API_KEY",
    meaning: "The API key. --api-key wins over it, and it over what winnow login kept.",
    options: ["--api-key"],
  },
  {
    name: "WINNOW_OPERATOR_TOKEN",
    meaning: "The token of whoever runs the server. --operator-token wins over it.",
    options: ["--operator-token"],
  },
  {
    name: "XDG_CONFIG_HOME",
    meaning: "Where winnow login keeps its file; ~/.config when unset.",
    options: ["--api-key"],
    commands: ["login", "logout"],
  },
  {
    name: "XDG_DATA_HOME",
    meaning: "Where --local and --sandbox keep the data of their server; ~/.local/share when unset.",
    options: ["--local"],
  },
  { name: "NO_COLOR", meaning: "Set to anything, the headings of this manual are not set in bold." },
];

export function filesOf(terminal: Pick<Terminal, "environment">): readonly Place[] {
  return [
    {
      name: accountFile(terminal),
      meaning: "The server and the key that winnow login keeps. Only you can read it.",
      options: ["--api-key"],
      commands: ["login", "logout"],
    },
    {
      name: "<output>.part",
      meaning:
        "What has come of a file that is fetched; <output>.part.etag says of which. Both are gone once the file is whole.",
      options: ["--spreadsheet-safe"],
    },
  ];
}

/** Those that count for a command with these options. */
export function placesFor(
  places: readonly Place[],
  path: string,
  options: readonly (string | undefined)[],
): readonly Place[] {
  return places.filter(
    ({ options: of, commands }) =>
      path === "" ||
      (of === undefined && commands === undefined) ||
      of?.some((name) => options.includes(name)) ||
      commands?.includes(path),
  );
}
