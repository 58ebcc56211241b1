import { calls } from "./0008-calls.ts";
import { directorySearch } from "./0019-directory-search.ts";
import { uploads } from "./0027-uploads.ts";
import { knownRows } from "./0028-known-rows.ts";
import { retention } from "./0029-retention.ts";
import { progress } from "./0030-progress.ts";
import type { Divergence } from "./divergence.ts";

/** Every migration that was edited after it had landed. There will be no other: see test/upgrades/README.md. */
export const divergences: readonly Divergence[] = [
  calls,
  directorySearch,
  uploads,
  knownRows,
  retention,
  progress,
];
