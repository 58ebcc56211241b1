import fc from "fast-check";
import { inject } from "vitest";
import { runs } from "#sample.ts";

/** As many as fast-check tries by itself. */
const RUNS = 100;

// A set-up file of Vitest's: all generated inputs of a run follow from its one seed, which it has printed.
fc.configureGlobal({ seed: inject("seed"), numRuns: runs(RUNS) });
