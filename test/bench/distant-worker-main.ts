import { runMain } from "@winnow/runtime";
import { runWorker } from "@winnow/worker";

// The worker of the product, whose sandbox is as far away as mail hosts are. Started by benchmarks as a process of its own.
const LATENCY_MS = 100;

await runMain(() => runWorker({ sandboxLatencyMs: LATENCY_MS }));
