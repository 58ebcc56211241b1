import { contestants, type ContestantName } from "./contestants.ts";
import type { Order, Said, World } from "./contestant.ts";

/** From the measuring process. */
export interface Assignment extends Order {
  readonly name: ContestantName;
  readonly world: World;
  /** Verified before the clock starts, so that lists are read and code is compiled. */
  readonly warmUp: string;
}

/** To the measuring process: ready, then done. */
export type Report = { readonly ready: true } | Performance;

export interface Performance {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMemoryMb: number;
  readonly answers: readonly (readonly [address: string, said: Said])[];
}

// One contestant, in a separate process. The measuring process tells it what to do, and when to start.
process.once("message", async ({ name, world, warmUp, ...order }: Assignment) => {
  const contestant = await contestants[name].load(world);
  await contestant.verify({ ...order, addresses: [warmUp] });
  process.once("message", async () => {
    const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
    const answers = await contestant.verify(order);
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(usedBefore);
    const peakMemoryMb = process.resourceUsage().maxRSS / 1024;
    report({ seconds, cpuSeconds: (user + system) / 1e6, peakMemoryMb, answers: [...answers] });
  });
  report({ ready: true });
});

function report(message: Report): void {
  process.send?.(message);
}
