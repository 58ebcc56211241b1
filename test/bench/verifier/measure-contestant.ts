import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Sandbox } from "@winnow/sandbox";
import { isPeer, type ContestantName } from "./contestants.ts";
import type { Order, World } from "./contestant.ts";
import type { Assignment, Performance } from "./run-contestant.ts";

/** The results of a contestant, and the sandbox's observations. */
export interface Measured extends Performance {
  readonly connections: number;
  /** The most connections that were open at once. */
  readonly openConnectionsMax: number;
  readonly roundTrips: number;
}

const WARM_UP = "person.1@warm-up.bulk.test";

/** Runs one contestant in a separate process. @throws Error when it dies. */
export async function measureContestant(
  sandbox: Sandbox,
  name: ContestantName,
  order: Order,
): Promise<Measured> {
  const { dnsServers, smtpPort, allowedNetworks, dial, log } = sandbox;
  if (dial !== undefined) throw new Error("each mail host needs its own address, which this system lacks");
  const world = { dnsServers, smtpPort, allowedNetworks };
  const execArgv = isPeer(name) ? ["--import", redirectTo(world)] : [];
  const child = fork(join(import.meta.dirname, "run-contestant.ts"), { execArgv, serialization: "advanced" });
  const exited = once(child, "exit").then(([code]) => {
    throw new Error(`${name} ended with ${String(code)} before it was done`);
  });
  const heard = async () => (await Promise.race([once(child, "message"), exited])) as [unknown];
  child.send({ name, world, warmUp: WARM_UP, ...order } satisfies Assignment);
  await heard();
  log.reset();
  child.send({ start: true });
  const [performance] = (await heard()) as [Performance];
  const { connections, openConnectionsMax, roundTrips } = log;
  child.disconnect();
  await exited.catch(() => {});
  return { ...performance, connections, openConnectionsMax, roundTrips };
}

function redirectTo({ dnsServers, smtpPort }: World): string {
  const url = pathToFileURL(join(import.meta.dirname, "redirect.ts"));
  url.searchParams.set("dns", dnsServers[0] ?? "");
  url.searchParams.set("smtp", String(smtpPort));
  return url.href;
}
