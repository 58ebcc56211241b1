import type { z } from "zod";
import { ConfigurationError, type ConfigurationMistake } from "#configuration-error.ts";
import { nearestWord } from "#nearest.ts";

/** One setting of the environment. */
export interface Setting<Schema extends z.ZodType = z.ZodType> {
  /** Reads the trimmed text; the output is the setting's value. */
  readonly schema: Schema;
  /** The value when the variable is unset or empty; left out means that the setting may be absent. */
  readonly default?: z.output<Schema>;
  /** True when the program cannot start without it. */
  readonly required?: true;
  /** The unit of its value, such as "seconds", or its form, such as "URL". */
  readonly unit: string;
  /** One line: what it is for. */
  readonly help: string;
  /** What to write instead, shown with a mistake. */
  readonly fix: string;
  /** Never shown, not even when it is wrong. */
  readonly secret?: true;
}

export type Settings = Readonly<Record<string, Setting>>;

/** Settings of one subject. */
export interface SettingGroup {
  readonly title: string;
  /** The processes that read them; standalone is both. */
  readonly readBy: readonly ("api" | "worker")[];
  readonly settings: Settings;
}

type Value<Of extends Setting> = Of extends { readonly default: unknown } | { readonly required: true }
  ? z.output<Of["schema"]>
  : z.output<Of["schema"]> | undefined;

/** What `readEnvironment` returns for a table of settings. */
export type Environment<Table extends Settings> = { readonly [Name in keyof Table]: Value<Table[Name]> };

/** Prefixes of Winnow's settings: an unknown name under them is a typing error. */
const ownPrefixes = ["WINNOW_", "VERIFIER_", "WEBHOOK_", "PRICE_", "BILLABLE_"];
/** Names under these prefixes that another program of Winnow reads (client and command line). */
const readElsewhere = ["WINNOW_API_KEY", "WINNOW_SERVER"];

/** Ties a setting's default to its schema's type; `defineSettings({PORT: setting({…})})`. */
export function setting<const Given extends Setting>(
  given: Given & { default?: z.output<Given["schema"]> },
): Given {
  return given;
}

/**
 * Reads and checks every variable of the table, then what `checkTogether` knows of several of them.
 * @throws ConfigurationError listing every mistake at once, unknown names under the prefixes of Winnow included.
 */
export function readEnvironment<Table extends Settings>(
  table: Table,
  source: Readonly<Record<string, string | undefined>>,
  checkTogether: (read: Partial<Environment<Table>>) => readonly ConfigurationMistake[] = () => [],
): Environment<Table> {
  const mistakes: ConfigurationMistake[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, one] of Object.entries(table)) {
    const text = source[name]?.trim();
    if (text === undefined || text === "") {
      if (one.required) mistakes.push({ name, problem: "is missing", fix: one.fix });
      values[name] = one.default;
      continue;
    }
    const parsed = one.schema.safeParse(text);
    if (parsed.success) {
      values[name] = parsed.data;
      continue;
    }
    const given = one.secret ? `(${text.length} characters, not shown)` : text;
    mistakes.push({ name, given, problem: problemOf(parsed.error), fix: one.fix });
  }
  mistakes.push(...checkTogether(values as Partial<Environment<Table>>), ...unknownNames(table, source));
  if (mistakes.length > 0) throw new ConfigurationError(mistakes);
  return values as Environment<Table>;
}

function unknownNames(
  table: Settings,
  source: Readonly<Record<string, string | undefined>>,
): ConfigurationMistake[] {
  const known = [...Object.keys(table), ...readElsewhere];
  return Object.keys(source)
    .filter((name) => ownPrefixes.some((prefix) => name.startsWith(prefix)) && !known.includes(name))
    .toSorted()
    .map((name) => {
      const guess = nearestWord(name, known);
      return {
        name,
        problem: "is not a setting of Winnow",
        fix: guess === undefined ? "Remove it." : `Did you mean ${guess}? Otherwise remove it.`,
      };
    });
}

function problemOf(error: z.ZodError): string {
  return error.issues.map((issue) => issue.message).join("; ");
}
