import type { Command, Help } from "commander";
import { EXIT_STATUSES } from "#exit-code.ts";
import { ancestorsOf, groupOptions } from "#help/option-groups.ts";
import { pages } from "#help/pages/index.ts";
import { operatorPages } from "#help/pages/operators.ts";
import { filesOf, placesFor, VARIABLES, type Place } from "#help/places.ts";
import type { Terminal } from "#terminal.ts";

const INDENT = "  ";
/** A longer term has its description on the next line. */
const TERM_MAX = 30;

type Entry = readonly [term: string, description: string];

/** The manual of a command, as wide as the terminal: one section after another, each with its heading. */
export function manualOf(command: Command, help: Help, terminal: Terminal): string {
  const path = pathOf(command);
  const page = pages[path];
  const layout = createLayout(help);
  const groups = groupOptions(command, help);
  const has = [...groups.values()].flat().map(({ long }) => long);
  const examples = (page?.examples ?? []).map(([line, what]) => `${INDENT}# ${what}\n${INDENT}$ ${line}\n`);
  return [
    layout.prose("NAME", [`winnow ${path}`.trim() + ` - ${help.commandDescription(command)}`]),
    layout.section("SYNOPSIS", `${INDENT}${synopsisOf(command, help)}\n`),
    layout.prose("DESCRIPTION", page?.about ?? []),
    layout.entries(
      "ARGUMENTS",
      help
        .visibleArguments(command)
        .map((argument) => [help.argumentTerm(argument), help.argumentDescription(argument)]),
    ),
    ...childrenOf(command, help).map(([heading, entries]) => layout.entries(heading, entries)),
    ...[...groups].map(([heading, options]) =>
      layout.entries(
        heading,
        options.map((option) => [help.optionTerm(option), help.optionDescription(option)]),
      ),
    ),
    layout.entries("ENVIRONMENT", placesFor(VARIABLES, path, has).map(entryOf)),
    layout.entries("FILES", placesFor(filesOf(terminal), path, has).map(entryOf)),
    exitStatus(help),
    layout.section("EXAMPLES", examples.join("\n")),
    layout.prose("SEE ALSO", page === undefined ? [] : [page.seeAlso.join(", ")]),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

/** The table of exit codes. */
export function exitStatus(help: Help): string {
  return createLayout(help).entries(
    "EXIT STATUS",
    EXIT_STATUSES.map(({ code, meaning }) => [String(code), meaning]),
  );
}

/** All variables and files that winnow reads. */
export function environment(help: Help, terminal: Terminal): string {
  const layout = createLayout(help);
  return [
    layout.entries("ENVIRONMENT", VARIABLES.map(entryOf)),
    layout.entries("FILES", filesOf(terminal).map(entryOf)),
  ].join("\n");
}

/** The words of a command after `winnow`. */
export function pathOf(command: Command): string {
  return [command, ...ancestorsOf(command)]
    .slice(0, -1)
    .toReversed()
    .map((one) => one.name())
    .join(" ");
}

function synopsisOf(command: Command, help: Help): string {
  // Commander names the group itself; the manual names its subcommands.
  return help.commandUsage(command).replace("[options] [command]", "<command> [options]");
}

/** The subcommands of a command; those for operators stand apart. */
function childrenOf(command: Command, help: Help): (readonly [heading: string, entries: Entry[]])[] {
  const children = help
    .visibleCommands(command)
    .filter((child) => command.parent === null || child.name() !== "help");
  const isOperators = (child: Command) => command.parent === null && pathOf(child) in operatorPages;
  const entriesOf = (some: readonly Command[]) =>
    some.map((child): Entry => [nameOf(child, help), help.subcommandDescription(child)]);
  return [
    ["COMMANDS", entriesOf(children.filter((child) => !isOperators(child)))],
    ["COMMANDS OF OPERATORS", entriesOf(children.filter(isOperators))],
  ];
}

function nameOf(command: Command, help: Help): string {
  const given = command.registeredArguments.map((argument) => {
    const name = `${help.argumentTerm(argument)}${argument.variadic ? "..." : ""}`;
    return argument.required ? `<${name}>` : `[${name}]`;
  });
  return [command.name(), ...given].join(" ");
}

function entryOf({ name, meaning }: Place): Entry {
  return [name, meaning];
}

function createLayout(help: Help) {
  const width = help.helpWidth ?? 80;
  const section = (heading: string, text: string) =>
    text === "" ? "" : `${help.styleTitle(heading)}\n${text}`;
  const wrapped = (text: string, indent: string) =>
    help
      .boxWrap(text, Math.max(width - indent.length, 20))
      .split("\n")
      .map((line) => `${indent}${line}\n`)
      .join("");
  return {
    section,
    prose: (heading: string, paragraphs: readonly string[]) =>
      section(heading, paragraphs.map((paragraph) => wrapped(paragraph, INDENT)).join("\n")),
    entries(heading: string, entries: readonly Entry[]) {
      const widest = Math.max(
        ...entries.map(([term]) => term.length).filter((length) => length <= TERM_MAX),
        0,
      );
      const lines = entries.map(([term, description]) => {
        const text = wrapped(description, " ".repeat(widest + 4));
        if (description === "") return `${INDENT}${term}\n`;
        if (term.length > widest) return `${INDENT}${term}\n${text}`;
        return `${INDENT}${term.padEnd(widest + 2)}${text.trimStart()}`;
      });
      return section(heading, lines.join(""));
    },
  };
}
