import { z } from "zod";
import type { PaidProvider } from "#paid-provider.ts";
import { HttpProviderDefinition, takesSecret } from "#http/definition.ts";
import { isSecret, providerOf } from "#http/index.ts";
import { readyDefinitions } from "#ready/index.ts";

/** A parsed configuration file: providers in its order, or every mistake with its place and correction. */
export type LoadedProviders =
  | { readonly ok: true; readonly providers: PaidProvider[] }
  | { readonly ok: false; readonly problems: string[] };

/** The use of a built-in definition, and the fields that may differ from it. */
const Use = z.strictObject({
  use: z.enum(Object.keys(readyDefinitions) as (keyof typeof readyDefinitions)[]),
  terms: z.record(z.string(), z.unknown()).default({}),
});
const Members = z.record(z.string(), z.unknown());
const File = z.strictObject({ providers: z.array(z.unknown()).max(100) });

type Complain = (path: readonly PropertyKey[], problem: string) => void;

/**
 * Reads the JSON of a configuration file: `{"providers": [{"use": "hunter", "secret": "HUNTER_API_KEY"}]}`, or whole
 * definitions in place of `use`.
 * @param secrets the value of an environment variable; `secret` names one
 */
export function loadProviders(text: string, secrets: (name: string) => string | undefined): LoadedProviders {
  const problems: string[] = [];
  const complain: Complain = (path, problem) => problems.push(`${placeOf(path)}: ${problem}`);
  const entries = entriesOf(text, complain);
  const loaded = entries.map((entry, index) =>
    loadEntry(entry, secrets, (path, problem) => complain(["providers", index, ...path], problem)),
  );
  const providers = loaded.filter((provider) => provider !== undefined);
  for (const [index, provider] of loaded.entries()) {
    const first = loaded.findIndex((other) => other?.name === provider?.name);
    if (provider !== undefined && first < index)
      complain(
        ["providers", index],
        `"${provider.name}" is already used at providers[${first}]; leave one out or give it another name`,
      );
  }
  return problems.length === 0 ? { ok: true, providers } : { ok: false, problems };
}

function entriesOf(text: string, complain: Complain): readonly unknown[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    // The parser quotes the text, which may contain a key in the wrong place, so only its position is reported.
    const position =
      error instanceof SyntaxError ? /at position \d+[^"]*$/.exec(error.message)?.[0] : undefined;
    complain([], `is not JSON${position === undefined ? "" : ` (${position})`}`);
    return [];
  }
  return parse(File, json, complain)?.providers ?? [];
}

function loadEntry(
  entry: unknown,
  secrets: (name: string) => string | undefined,
  complain: Complain,
): PaidProvider | undefined {
  const members = parse(Members, entry, complain);
  if (members === undefined) return undefined;
  const { secret: name, ...rest } = members;
  const definition = "use" in rest ? readyOf(rest, complain) : parse(HttpProviderDefinition, rest, complain);
  // Looked up in any case, so that its mistake is reported together with the others.
  const secret = name === undefined ? undefined : secretOf(name, secrets, complain);
  if (definition === undefined) return undefined;
  if (name === undefined && takesSecret(definition))
    complain(["secret"], "is missing: name the environment variable that holds the key");
  if (secret === undefined && takesSecret(definition)) return undefined;
  return providerOf(definition, { secret });
}

function readyOf(entry: Record<string, unknown>, complain: Complain): HttpProviderDefinition | undefined {
  const parsed = parse(Use, entry, complain);
  if (parsed === undefined) return undefined;
  const ready = readyDefinitions[parsed.use];
  return parse(HttpProviderDefinition, { ...ready, terms: { ...ready.terms, ...parsed.terms } }, complain);
}

function secretOf(
  name: unknown,
  secrets: (name: string) => string | undefined,
  complain: Complain,
): string | undefined {
  // Not quoted: this value is probably the key itself.
  if (typeof name !== "string" || !/^[A-Z][A-Z0-9_]*$/.test(name)) {
    complain(
      ["secret"],
      "must be the name of an environment variable, like HUNTER_API_KEY, not the key itself",
    );
    return undefined;
  }
  const secret = secrets(name);
  if (secret === undefined || secret === "") complain(["secret"], `set ${name}: it is empty`);
  else if (!isSecret(secret))
    complain(
      ["secret"],
      `${name} contains spaces, line breaks or other characters that a header cannot have`,
    );
  else return secret;
  return undefined;
}

function parse<Output>(schema: z.ZodType<Output>, value: unknown, complain: Complain): Output | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues)
    complain(path, message.replace(/^Invalid input: expected (.*), received undefined$/, "is missing, a $1"));
  return undefined;
}

/** `providers[0].query.domain`; the whole file for an empty path. */
function placeOf(path: readonly PropertyKey[]): string {
  if (path.length === 0) return "the file";
  return path
    .map((step) => (typeof step === "number" ? `[${step}]` : `.${String(step)}`))
    .join("")
    .replace(/^\./, "");
}
