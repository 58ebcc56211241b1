import { runMain } from "@winnow/runtime";
import { runWorker } from "@winnow/worker";

// The worker of the product, with a sandbox at the distance of real mail hosts. Benchmarks start it as a separate process.
const LATENCY_MS = 100;

await runMain(() => runWorker({ sandboxLatencyMs: LATENCY_MS }));
