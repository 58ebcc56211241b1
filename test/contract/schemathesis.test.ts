import { join } from "node:path";
import { isSoak, runSeed } from "@winnow/testing/sample";
import { expect, test } from "vitest";
import { isRunnable, programs } from "./installed.ts";
import { startLiveServer } from "../deployment/live-server.ts";
import { attempt } from "./run.ts";
import { openWorkshop } from "./workshop.ts";

/** Duration of the whole run: a faster machine tests more in it. */
const SECONDS = 75;
const SOAK_SECONDS = 1_500;
const hooks = join(import.meta.dirname, "schemathesis");

test.skipIf(!isRunnable("schemathesis"))(
  "the server answers every request of Schemathesis as the document says, with every credential",
  async ({ signal }) => {
    await using server = await startLiveServer({ singleWaitMs: 1_000 });
    await using workshop = await openWorkshop();
    const seconds = isSoak() ? SOAK_SECONDS : SECONDS;
    const bounds = ["--seed", runSeed(), "--max-time", seconds, "--max-examples", 20].map(String);
    const { code, output } = await attempt(
      programs.schemathesis,
      ["--config-file", join(hooks, "schemathesis.toml"), "run", `${server.url}/openapi.json`, ...bounds],
      {
        // It stores its findings in its working directory, and would start with them the next time.
        cwd: workshop.directory,
        signal,
        env: {
          PYTHONPATH: hooks,
          SCHEMATHESIS_HOOKS: "hooks",
          PYTHONDONTWRITEBYTECODE: "1",
          WINNOW_SERVER: server.url,
          WINNOW_OPERATOR_TOKEN: server.operatorToken,
          WINNOW_CALLBACK_URL: server.receiverUrl,
        },
      },
    );
    expect(code, output).toBe(0);
  },
);
