import { benchBudgets } from "./bench-budgets.ts";
import { benchBulk } from "./bench-bulk.ts";
import { benchChanges } from "./bench-changes.ts";
import { benchClient } from "./bench-client.ts";
import { benchContract } from "./bench-contract.ts";
import { benchEnrich } from "./bench-enrich.ts";
import { benchFile } from "./bench-file.ts";
import { benchImport } from "./bench-import.ts";
import { benchIntake } from "./bench-intake.ts";
import { benchLedger } from "./bench-ledger.ts";
import { benchLeftovers } from "./bench-leftovers.ts";
import { benchNeighbours } from "./bench-neighbours.ts";
import { benchRequests } from "./bench-requests.ts";
import { benchSearch } from "./bench-search.ts";
import { benchStart } from "./bench-start.ts";
import { benchVerifier } from "./bench-verifier.ts";
import { benchWords } from "./bench-words.ts";
import { benchWorkers } from "./bench-workers.ts";

// npm run bench                      everything
// npm run bench -- requests ledger   only these
// npm run bench -- words --list      with every place; --list=packages/core for those of one folder
const benches: Readonly<Record<string, () => Promise<void>>> = {
  requests: benchRequests,
  ledger: benchLedger,
  budgets: benchBudgets,
  search: benchSearch,
  intake: benchIntake,
  bulk: benchBulk,
  file: benchFile,
  workers: benchWorkers,
  neighbours: benchNeighbours,
  enrich: benchEnrich,
  import: benchImport,
  start: benchStart,
  verifier: benchVerifier,
  contract: benchContract,
  changes: benchChanges,
  leftovers: benchLeftovers,
  client: benchClient,
  words: benchWords,
};

const names = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  const bench = benches[name];
  if (bench === undefined) throw new Error(`"${name}" is not one of ${Object.keys(benches).join(", ")}`);
  await bench();
}
