import type { NewCsvJob } from "@winnow/client";
import type { JobKind, OnInsufficient } from "@winnow/contracts";
import type { Command } from "commander";
import { UsageError } from "#terminal.ts";

/** What `verify` and `enrich` are told about a file. */
export interface BulkOptions {
  readonly output?: string;
  readonly maxCredits?: number;
  readonly onInsufficient: OnInsufficient;
  readonly maxWait?: number;
  readonly maxAge?: number;
  readonly mapping?: string;
  readonly encoding?: string;
  readonly delimiter?: "," | ";" | "\t" | "|";
  readonly header: boolean;
  readonly callbackUrl?: string;
  readonly spreadsheetSafe?: boolean;
  readonly preview?: boolean;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** One file to be worked on. */
export interface Bulk {
  readonly kind: JobKind;
  readonly file: string;
  readonly options: BulkOptions;
  readonly command: Command;
}

/** The options as the server takes them. @throws UsageError when the mapping is no JSON. */
export function newJob({ kind, options }: Bulk): NewCsvJob {
  const { maxCredits, onInsufficient, maxWait, maxAge, encoding, delimiter, header, callbackUrl } = options;
  const mapping = parseMapping(options.mapping);
  return {
    kind,
    on_insufficient: onInsufficient,
    ...(maxCredits !== undefined && { max_credits: maxCredits }),
    ...(maxWait !== undefined && { max_wait: maxWait }),
    ...(maxAge !== undefined && { max_age: maxAge }),
    ...(mapping !== undefined && { mapping }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(!header && { has_header: false }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
  };
}

function parseMapping(text: string | undefined): NewCsvJob["mapping"] {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as NonNullable<NewCsvJob["mapping"]>;
  } catch {
    throw new UsageError('--mapping is JSON, such as {"email":"E-Mail 2"}');
  }
}
