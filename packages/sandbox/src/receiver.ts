import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout } from "node:timers/promises";

/** One request that arrived. */
export interface ReceivedRequest {
  readonly method: string;
  /** With the query: `/callbacks?x=1` */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Read as UTF-8. */
  readonly body: string;
  /** The bytes as received: signatures are made over them. */
  readonly rawBody: Buffer;
  readonly at: Date;
}

/** The receiver's reaction to a request. Empty = 200 at once. */
export interface ReceiverAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** Delay before the answer begins. */
  readonly delayMs?: number;
  /** Never answers. */
  readonly hang?: boolean;
}

export interface ReceiverOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** @param count how many requests have arrived, this one included */
  readonly behaviour?: (request: ReceivedRequest, count: number) => ReceiverAnswer;
}

export interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** In the order of arrival. */
  readonly received: readonly ReceivedRequest[];
  /** Waits until the received requests satisfy the condition. @throws Error after `timeoutMs`, if it is given. */
  waitFor(condition: (received: readonly ReceivedRequest[]) => boolean, timeoutMs?: number): Promise<void>;
  /** The same as disposing of it: closes open connections. */
  close(): Promise<void>;
}

/** A receiver of callbacks on 127.0.0.1: stores whole requests, and answers by its script. */
export async function startReceiver(options: ReceiverOptions = {}): Promise<Receiver> {
  const received: ReceivedRequest[] = [];
  const arrivals = new EventTarget();
  const closing = new AbortController();
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      // The sender disconnected in the middle: the request is not stored.
      return;
    }
    const { method = "", url: path = "", headers } = request;
    const rawBody = Buffer.concat(chunks);
    const arrived = { method, path, headers, body: rawBody.toString("utf8"), rawBody, at: new Date() };
    received.push(arrived);
    const answer = options.behaviour?.(arrived, received.length) ?? {};
    arrivals.dispatchEvent(new Event("arrival"));
    await give(response, answer, closing.signal);
  });
  server.listen(options.port ?? 0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    closing.abort();
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return {
    url: `http://127.0.0.1:${port}/callbacks`,
    received,
    async waitFor(condition, timeoutMs) {
      const deadline =
        timeoutMs === undefined ? new AbortController().signal : AbortSignal.timeout(timeoutMs);
      while (!condition(received)) {
        if (deadline.aborted)
          throw new Error(`after ${timeoutMs} ms, ${received.length} requests are not enough`);
        await nextOf(arrivals, deadline);
      }
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function give(response: ServerResponse, answer: ReceiverAnswer, signal: AbortSignal): Promise<void> {
  if (answer.hang) return;
  try {
    if (answer.delayMs !== undefined) await setTimeout(answer.delayMs, undefined, { signal });
  } catch {
    return;
  }
  response.writeHead(answer.status ?? 200, answer.headers).end(answer.body);
}

/** The next arrival, or the deadline. */
function nextOf(arrivals: EventTarget, deadline: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      arrivals.removeEventListener("arrival", done);
      deadline.removeEventListener("abort", done);
      resolve();
    };
    arrivals.addEventListener("arrival", done);
    deadline.addEventListener("abort", done);
  });
}
