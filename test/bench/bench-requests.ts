import { startDeployment } from "../deployment/deployment.ts";
import { startProcess } from "../deployment/process.ts";
import { measureLatency } from "./load.ts";
import { describeMachine } from "./report/machine.ts";
import { printMeasurements } from "./report/table.ts";

const PER_SECOND = 150;
const SECONDS = 20;

/** The time that authentication, the limiter and the handler add to a request, at a fixed rate. */
export async function benchRequests(): Promise<void> {
  await using deployment = await startDeployment({
    LOG_LEVEL: "error",
    RATE_LIMIT_PER_KEY: "1000000",
    RATE_LIMIT_PER_ORGANIZATION: "1000000",
  });
  const { postgres, api, apiKey } = deployment;
  await using bare = await startProcess(
    "test/bench/bare-express.ts",
    { DATABASE_URL: postgres.connectionString },
    /^bare express ready (?<rest>.*)$/,
  );
  const load = { perSecond: PER_SECOND, seconds: SECONDS, headers: {} };
  const route = await measureLatency({ ...load, url: `${bare.ready}/bare` });
  const limited = await measureLatency({ ...load, url: `${bare.ready}/limited` });
  const headers = { authorization: `Bearer ${apiKey}` };
  const live = await measureLatency({ ...load, url: `${api.ready}/healthz` });
  const credits = await measureLatency({ ...load, url: `${api.ready}/v1/credits`, headers });
  const figures = ({ p50, p99 }: { p50: number; p99: number }) => ({ "p50 ms": p50, "p99 ms": p99 });
  const ratios = {
    "bare Express, p50": credits.p50 / route.p50,
    "with rate-limiter-flexible, p50": credits.p50 / limited.p50,
  };
  printMeasurements(`Answer ${PER_SECOND} requests a second for ${SECONDS} s`, describeMachine(), [
    { name: "bare Express route", figures: figures(route) },
    { name: "bare Express route with rate-limiter-flexible on PostgreSQL", figures: figures(limited) },
    { name: "Winnow, GET /healthz: no key, no database", figures: figures(live) },
    { name: "Winnow, GET /v1/credits: key, two limits, wallet", figures: figures(credits), ratios },
  ]);
}
