import { Agent, request } from "node:http";

export interface Load {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly perSecond: number;
  readonly seconds: number;
}

/** Milliseconds from the time a request was due to the last byte of its answer. */
export interface Latency {
  readonly p50: number;
  readonly p99: number;
}

/** Warm-up, not measured: connections open, code is compiled. */
const WARM_UP_SECONDS = 3;

/**
 * Sends requests at a fixed rate, whether or not earlier ones were answered: the wait of a request counts as latency.
 * @throws Error when an answer is not 200.
 */
export async function measureLatency(load: Load): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const warmUp = WARM_UP_SECONDS * load.perSecond;
  const total = warmUp + load.seconds * load.perSecond;
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  try {
    while (answers.length < total) {
      const due = Math.min(total, Math.floor(((performance.now() - startedAt) / 1000) * load.perSecond));
      while (answers.length < due) {
        const dueAt = startedAt + ((answers.length + 1) / load.perSecond) * 1000;
        answers.push(send(load, agent).then(() => performance.now() - dueAt));
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const sorted = (await Promise.all(answers)).slice(warmUp).toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return { p50: at(0.5), p99: at(0.99) };
  } finally {
    agent.destroy();
  }
}

function send({ url, headers }: Load, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent, headers }, (response) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`${url} answered ${response.statusCode}`)),
      );
    })
      .once("error", reject)
      .end();
  });
}
