import { openDatabase } from "@winnow/database";
import { startDeployment } from "../deployment/deployment.ts";
import { measureLedger } from "./ledger.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const CYCLES = 5_000;
const MANY_WALLETS = 64;

/** The ledger under contention, audited afterwards. */
export async function benchLedger(): Promise<void> {
  await using deployment = await startDeployment({ LOG_LEVEL: "error" });
  await using database = openDatabase({
    connectionString: deployment.postgres.connectionString,
    connectionsMax: 16,
  });
  const one = await measureLedger(database, 1, CYCLES);
  const many = await measureLedger(database, MANY_WALLETS, CYCLES);
  printMeasurements(`Reserve and settle ${CYCLES} times from 16 connections`, describeMachine(), [
    { name: "one wallet", figures: { "operations/s": one }, notes: "audit: no problem" },
    {
      name: `${MANY_WALLETS} wallets`,
      figures: { "operations/s": many },
      ratios: { "one wallet": many / one },
      notes: "audit: no problem",
    },
  ]);
}
