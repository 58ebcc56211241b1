import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A kind of change, shown by an earlier one. */
interface SampleChange {
  readonly kind: string;
  /** The most files that such a change may touch, tests not counted. */
  readonly limit: number;
  readonly example: string;
  /** Texts of the earlier change in the files that it touched. */
  readonly markers: readonly RegExp[];
  /** Paths of files that name the example and need no change. */
  readonly except?: RegExp;
}

/** A change of any rule for replies changes this line. */
const RULES_VERSION = /export const CLASSIFIER_VERSION/;

const changes: readonly SampleChange[] = [
  {
    kind: "a contact field",
    limit: 5,
    example: "seniority_level",
    // The second is the line of the migration in the list of migrations.
    markers: [/\bseniority_level\b/, /"0019-directory-search"/],
  },
  {
    kind: "an endpoint",
    limit: 6,
    example: "pingWebhook",
    markers: [/\bpingWebhook(?:Route)?\b|\bPingAnswer\b/, /^  ping\(id:/m],
  },
  { kind: "an enrichment provider", limit: 5, example: "apollo", markers: [/\bapollo\b/i] },
  { kind: "an event without a job", limit: 4, example: "ping", markers: [/"ping"/] },
  {
    kind: "a rule of what is charged",
    limit: 3,
    example: "BILLABLE_REVEAL",
    markers: [/\bBILLABLE_REVEAL\b/],
  },
  {
    kind: "a verdict reason",
    limit: 7,
    example: "mailbox_full_temporary",
    markers: [/\bmailbox_full_temporary\b/, RULES_VERSION],
    // Replies of mail hosts, which tests read: a reason needs only one of them.
    except: /\/transcript\//,
  },
  {
    kind: "a rule of one mail provider",
    limit: 6,
    example: "orange",
    markers: [/\bORANGE\b/, /id: "orange", speaker/, /`orange\.test`/, RULES_VERSION],
  },
];

const isTest = (path: string) => /\.test(?:-\w+)?\.ts$|\/fixture\//.test(path);

/** Prints the files of an earlier change of each kind: a new one needs the same files. */
export async function benchChanges(): Promise<void> {
  const paths = glob(["{docs/,}*.md", "{apps,packages}/**/*.{ts,md}"], {
    cwd: root,
    exclude: ["**/node_modules"],
  });
  const files = await Promise.all(
    (await Array.fromAsync(paths))
      .filter((path) => !isTest(path))
      .map(async (path) => ({ path, text: await readFile(join(root, path), "utf8") })),
  );
  for (const { kind, limit, example, markers, except } of changes) {
    const touched = files
      .filter(({ path, text }) => except?.test(path) !== true && markers.some((marker) => marker.test(text)))
      .map(({ path }) => path)
      .toSorted();
    const lines = [`\n${kind}: ${touched.length} of at most ${limit} files, as ${example}`, ...touched];
    process.stdout.write(`${lines.join("\n  ")}\n`);
  }
}
