import { readFile } from "node:fs/promises";
import type { EnrichmentProvider } from "@winnow/contracts";
import { createDirectoryProvider, findKnownAddresses } from "@winnow/core";
import type { Connection } from "@winnow/database";
import { createPaidStep, createPatternProvider, loadProviders } from "@winnow/enrichment";
import { ConfigurationError, type Logger } from "@winnow/runtime";
import { isFreeDomain } from "@winnow/verifier";

/** The steps of the waterfall, and their description in the API. */
export interface ConfiguredProviders {
  readonly steps: readonly EnrichmentProvider[];
  readonly described: readonly {
    readonly name: string;
    readonly priceCredits: number;
    readonly freshForDays: number | null;
  }[];
}

/**
 * The directory first, then guessed addresses, then paid services in the order of their file: free sources come first.
 * @param file PROVIDERS_FILE; without it there are no paid services.
 * @param environment the environment variables that the file names.
 * @throws ConfigurationError with every mistake of the file.
 */
export async function configureProviders(
  parts: { readonly database: Connection; readonly logger: Logger },
  file: string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<ConfiguredProviders> {
  const free = [
    createDirectoryProvider(parts.database),
    createPatternProvider({
      knownAddresses: (domains) => findKnownAddresses(parts.database, domains),
      isFree: isFreeDomain,
    }),
  ];
  const paid =
    file === undefined ? [] : await readProviders(file, environment, new Set(free.map(({ name }) => name)));
  const report = (trouble: object) => parts.logger.warn(trouble, "an enrichment service refuses or fails");
  return {
    steps: [...free, ...paid.map((service) => createPaidStep(service, report))],
    described: [
      ...free.map(({ name }) => ({ name, priceCredits: 0, freshForDays: null })),
      ...paid.map(({ name, terms }) => ({
        name,
        priceCredits: terms.priceCredits,
        freshForDays: terms.freshForDays,
      })),
    ],
  };
}

async function readProviders(
  file: string,
  environment: Readonly<Record<string, string | undefined>>,
  taken: ReadonlySet<string>,
) {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw mistaken(file, [`cannot be read: ${(error as Error).message}`]);
  });
  const loaded = loadProviders(text, (name) => environment[name]);
  if (!loaded.ok) throw mistaken(file, loaded.problems);
  const twice = loaded.providers.filter(({ name }) => taken.has(name));
  if (twice.length > 0) {
    throw mistaken(
      file,
      twice.map(({ name }) => `"${name}" is the name of a built-in provider; choose another`),
    );
  }
  return loaded.providers;
}

function mistaken(given: string, problems: readonly string[]): ConfigurationError {
  const fix = 'Such as {"providers":[{"use":"hunter","secret":"HUNTER_API_KEY"}]}; see docs/enrichment.md.';
  return new ConfigurationError(problems.map((problem) => ({ name: "PROVIDERS_FILE", given, problem, fix })));
}
