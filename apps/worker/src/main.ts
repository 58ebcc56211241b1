import { runMain } from "@winnow/runtime";
import { runWorker } from "#run.ts";

await runMain(runWorker);
