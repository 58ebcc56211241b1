import type { NewCsvJob, NewJobOfUpload } from "@winnow/client";
import type { JobKind, OnInsufficient } from "@winnow/contracts";
import type { Command } from "commander";
import { UsageError } from "#terminal.ts";

/** Options of `verify` and `enrich` about a file. */
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
  /** The number of rows of a trial. */
  readonly first?: number;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** One file to be processed. */
export interface Bulk {
  readonly kind: JobKind;
  readonly file: string;
  readonly options: BulkOptions;
  readonly command: Command;
}

/** The options of a job as the API takes them. */
export function jobOptions({ kind, options }: Bulk): Omit<NewJobOfUpload, "first"> {
  const { maxCredits, onInsufficient, maxWait, maxAge, callbackUrl } = options;
  return {
    kind,
    on_insufficient: onInsufficient,
    ...(maxCredits !== undefined && { max_credits: maxCredits }),
    ...(maxWait !== undefined && { max_wait: maxWait }),
    ...(maxAge !== undefined && { max_age: maxAge }),
    ...(callbackUrl !== undefined && { callback_url: callbackUrl }),
  };
}

/** The options of a job, and how the file is read. @throws UsageError when the mapping is not JSON. */
export function newJob(bulk: Bulk): NewCsvJob {
  const { encoding, delimiter, header } = bulk.options;
  const mapping = parseMapping(bulk.options.mapping);
  return {
    ...jobOptions(bulk),
    ...(mapping !== undefined && { mapping }),
    ...(encoding !== undefined && { encoding }),
    ...(delimiter !== undefined && { delimiter }),
    ...(!header && { has_header: false }),
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
