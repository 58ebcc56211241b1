import { openDatabase } from "@winnow/database";
import { startDeployment } from "../deployment/deployment.ts";
import { measureBareExport, measureBareLimit } from "./bare-limit.ts";
import { bulkAddresses } from "./input/bulk-addresses.ts";
import { measureFile, type FileRun } from "./file.ts";
import { describeMachine, peakMemoryMb } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const SMALL_ROWS = 10_000;
const LARGE_ROWS = 1_000_000;
const ROWS_PER_DOMAIN = 100;
const MAX_AGE_SECONDS = 86_400;

/**
 * A file of a million rows, from the first byte up to the last byte down, with one worker and mail hosts that answer at once.
 * Then the same file again, when every verdict is known. Compared with the bare limit and a small file.
 */
export async function benchFile(): Promise<void> {
  await using deployment = await startDeployment({ WELCOME_CREDITS_TEST: "3000000", LOG_LEVEL: "error" });
  const { connectionString } = deployment.postgres;
  await using database = openDatabase({ connectionString, connectionsMax: 4 });
  const worker = await deployment.startWorker("test/bench/instant-worker-main.ts");
  const fileOf = (rows: number, offset: number) => bulkAddresses(rows, rows / ROWS_PER_DOMAIN, offset);
  // The start of a process (code compiled, connections opened) is not part of a rate.
  await measureFile(deployment, database, fileOf(1_000, 0));
  const smallFile = fileOf(SMALL_ROWS, 1_000);
  const largeFile = fileOf(LARGE_ROWS, 100_000);
  const small = await measureFile(deployment, database, smallFile);
  const large = await measureFile(deployment, database, largeFile);
  const [apiMb, workerMb] = await Promise.all(
    [deployment.api, worker].map(({ child }) => peakMemoryMb(child.pid ?? 0)),
  );
  const again = await measureFile(deployment, database, largeFile, { max_age: MAX_AGE_SECONDS });
  await worker.stop();
  const inserted = await measureBareLimit(database, largeFile);
  const exported = await measureBareExport(database);
  const bare = inserted + exported.seconds;
  const figures = (rows: number, { seconds, downloadSeconds, bytes, messages }: FileRun) => ({
    seconds,
    "rows/s": rows / seconds,
    "download MB/s": bytes / 1e6 / downloadSeconds,
    messages,
  });
  printMeasurements(`Verify a file of ${LARGE_ROWS} rows and download it`, describeMachine(), [
    {
      name: "bare limit: COPY in, 200-row inserts, COPY out",
      figures: {
        seconds: bare,
        "rows/s": LARGE_ROWS / bare,
        "download MB/s": exported.bytes / 1e6 / exported.seconds,
        messages: 0,
      },
    },
    { name: `Winnow, ${SMALL_ROWS} rows, mail hosts answer at once`, figures: figures(SMALL_ROWS, small) },
    {
      name: "Winnow, mail hosts answer at once",
      figures: figures(LARGE_ROWS, large),
      ratios: {
        "bare limit": bare / large.seconds,
        [`rows/s of ${SMALL_ROWS} rows`]: LARGE_ROWS / large.seconds / (SMALL_ROWS / small.seconds),
      },
      notes: `peak memory: API ${apiMb ?? "unknown"} MB, worker ${workerMb ?? "unknown"} MB`,
    },
    {
      name: "Winnow, the same file again, every verdict known",
      figures: figures(LARGE_ROWS, again),
      ratios: { "bare limit": bare / again.seconds },
    },
  ]);
}
