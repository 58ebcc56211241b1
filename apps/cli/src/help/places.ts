import { accountFile } from "#stored-account.ts";
import type { Terminal } from "#terminal.ts";

/** An environment variable or a file that winnow reads, and the commands that read it. */
export interface Place {
  readonly name: string;
  readonly meaning: string;
  /** Long names of options: commands with one of them read it. All commands do when left out. */
  readonly options?: readonly string[];
  /** Other commands that read it. */
  readonly commands?: readonly string[];
}

export const VARIABLES: readonly Place[] = [
  {
    name: "WINNOW_SERVER",
    meaning:
      "URL of the server. --server takes precedence over it, and it over the URL that winnow login stored.",
  },
  {
    name: "WINNOW_API_KEY",
    meaning: "The API key. --api-key takes precedence over it, and it over the key that winnow login stored.",
    options: ["--api-key"],
  },
  {
    name: "WINNOW_OPERATOR_TOKEN",
    meaning: "The operator token of the server. --operator-token takes precedence over it.",
    options: ["--operator-token"],
  },
  {
    name: "XDG_CONFIG_HOME",
    meaning: "Directory in which winnow login stores its file; ~/.config when unset.",
    options: ["--api-key"],
    commands: ["login", "logout"],
  },
  {
    name: "XDG_DATA_HOME",
    meaning:
      "Directory in which --local and --sandbox store the data of their server; ~/.local/share when unset.",
    options: ["--local"],
  },
  { name: "NO_COLOR", meaning: "When set to any value, the headings of this manual are not bold." },
];

export function filesOf(terminal: Pick<Terminal, "environment">): readonly Place[] {
  return [
    {
      name: accountFile(terminal),
      meaning: "The server and the key that winnow login stores. Only you can read it.",
      options: ["--api-key"],
      commands: ["login", "logout"],
    },
    {
      name: "<output>.part",
      meaning:
        "The bytes of an unfinished download; <output>.part.etag identifies its content. Both are removed when the file is complete.",
      options: ["--spreadsheet-safe"],
    },
  ];
}

/** The variables and files that a command with these options reads. */
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
