/** One thing that is wrong with the configuration. */
export interface ConfigurationMistake {
  /** The environment variable. */
  readonly name: string;
  /** What it was set to, as far as it may be shown. */
  readonly given?: string;
  /** Continues the sentence after the name: "is missing". */
  readonly problem: string;
  readonly fix: string;
}

/** Everything that is wrong with the configuration, found before anything was started. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
  readonly mistakes: readonly ConfigurationMistake[];

  constructor(mistakes: readonly ConfigurationMistake[]) {
    super(describeMistakes(mistakes));
    this.mistakes = mistakes;
  }
}

/** The exit code for mistakes of configuration, apart from 1 for everything that fails later. */
export const CONFIGURATION_EXIT_CODE = 2;

/**
 * Runs `main`. Mistakes of configuration are printed as a list on standard error and end the process with 2, anything
 * else with its stack and 1.
 */
export async function runMain(main: () => Promise<void> | void): Promise<void> {
  try {
    await main();
  } catch (error) {
    if (error instanceof ConfigurationError) {
      process.stderr.write(`${error.message}\n`);
      process.exit(CONFIGURATION_EXIT_CODE);
    }
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}

function describeMistakes(mistakes: readonly ConfigurationMistake[]): string {
  const count = mistakes.length === 1 ? "One setting is" : `${mistakes.length} settings are`;
  const list = mistakes.map(({ name, given, problem, fix }) => {
    const shown = given === undefined ? name : `${name}=${shorten(given)}`;
    return `  ${shown}\n      ${problem}\n      Fix: ${fix}`;
  });
  return [`Winnow cannot start: ${count} wrong.`, ...list].join("\n");
}

function shorten(text: string): string {
  const printable = text.replaceAll(/\p{Cc}/gu, "\u{fffd}");
  return printable.length > 80 ? `${printable.slice(0, 77)}…` : printable;
}
