import type { Mode } from "@winnow/contracts";
import { readAnswer, readText, type Answer } from "#http/answer.ts";
import { clock } from "#http/clock.ts";
import type { Call } from "#http/call.ts";
import { networkError, notWinnow, refusalOf, timeoutError, unexpectedAnswer } from "#http/failure.ts";
import { isObject, parseJson, type JsonObject } from "#http/json.ts";
import { sendingMs, startUpload } from "#http/request-body.ts";
import { withRetries, type Repetition } from "#http/retry.ts";
import { limitOf, type TimeLimit } from "#http/time-limit.ts";
import { Timer } from "#http/timer.ts";
import { baseOf, urlOf } from "#http/url.ts";

export interface TransportOptions {
  /** URL of the server, such as `https://winnow.example`; a path in it is kept. */
  readonly baseUrl: string;
  /** `wn_live_…` or `wn_test_…`. */
  readonly apiKey?: string;
  /** For a page of the server itself, where a member is signed in: the mode of its calls. */
  readonly mode?: Mode;
  /** Another implementation of fetch, for proxies and tests. It has to honour `signal`, or calls cannot be ended. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often a call is repeated; 4 when left out, 0 for never. */
  readonly retries?: number;
  /** Called before each repetition, with the error that caused it. */
  readonly onRetry?: (repetition: Repetition) => void;
}

/** The shape that an answer must have for this client. */
export interface Shape {
  /** For the message about an answer that lacks it: `a job`. */
  readonly what: string;
  has(value: JsonObject, status: number): boolean;
}

/** The connection of every call to the server: address, key, time limits, retries, errors. All of its functions throw WinnowError. */
export interface Transport {
  /** The answer, whose body is still to be read; it is of the media type that the call accepts. */
  open(call: Call): Promise<Answer>;
  /** A call whose answer has no body. */
  send(call: Call): Promise<void>;
  /** The JSON of the answer, and its status. */
  read(call: Call, shape?: Shape): Promise<{ readonly status: number; readonly value: JsonObject }>;
  /**
   * The JSON of the answer, typed by the contract. Only `shape` is checked, so that fields of a newer server are passed on.
   */
  ask<Value>(call: Call, shape?: Shape): Promise<Value>;
}

const DEFAULT_RETRIES = 4;

/** @throws TypeError when `baseUrl` is not an http address. */
export function createTransport(options: TransportOptions): Transport {
  const base = baseOf(options.baseUrl);
  // Called through the global each time: a browser's fetch insists on its own `this`.
  const fetcher = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  function headersOf({ headers }: Call): Record<string, string> {
    return {
      accept: "application/json",
      ...headers,
      ...(options.apiKey !== undefined && { authorization: `Bearer ${options.apiKey}` }),
      ...(options.mode !== undefined && { "winnow-mode": options.mode }),
    };
  }

  /** One attempt. */
  async function attempt(call: Call, limit: TimeLimit, endsAtMs: number): Promise<Answer> {
    const { method, path, query, body, signal } = call;
    signal?.throwIfAborted();
    const url = urlOf(base, path, query);
    const address = `${method} ${url.origin}${url.pathname}`;
    const timer = new Timer({
      firstMs: limit.of === "call" ? endsAtMs - clock.now() : limit.ms + sendingMs(body),
      silenceMs: limit.of === "call" ? undefined : limit.ms,
      signal,
    });
    const upload = body === undefined ? undefined : startUpload(body, timer);
    let response: Response | undefined;
    const failed = (cause: unknown): unknown => {
      if (signal?.aborted === true) return signal.reason;
      if (upload?.failure !== undefined) return upload.failure.reason;
      if (timer.expired) return timeoutError(call, limit, { address, response, cause });
      return networkError(address, cause);
    };
    try {
      response = await fetcher(url.href, {
        method,
        headers: headersOf(call),
        // A redirect is not followed: the key is only for this server.
        redirect: "manual",
        signal: timer.signal,
        ...(upload !== undefined && { body: upload.body, duplex: "half" as const }),
      });
    } catch (error) {
      timer.end();
      throw failed(error);
    }
    const answer = readAnswer(response, { address, timer, failed });
    if (!response.ok) throw await refusalOf(answer);
    return answer;
  }

  /** Opens an answer and uses it; both are repeated. */
  async function repeated<Value>(call: Call, use: (answer: Answer) => Promise<Value>): Promise<Value> {
    const limit = limitOf(call);
    const endsAtMs = limit.of === "call" ? clock.now() + limit.ms : Infinity;
    return withRetries(async () => use(await attempt(call, limit, endsAtMs)), {
      retries: options.retries ?? DEFAULT_RETRIES,
      repeatable: call.repeatable ?? "always",
      endsAtMs,
      signal: call.signal,
      onRetry: options.onRetry,
    });
  }

  const read: Transport["read"] = async (call, shape) => {
    // An answer that breaks off is repeated.
    const [answer, text] = await repeated(call, async (opened) => [opened, await readText(opened)] as const);
    const value = parseJson(text);
    if (!isObject(value)) throw notWinnow(answer);
    if (shape?.has(value, answer.status) === false) throw unexpectedAnswer(answer, shape.what);
    return { status: answer.status, value };
  };

  return {
    read,
    open: (call) =>
      repeated(call, async (answer) => {
        const type = answer.headers.get("content-type")?.split(";")[0];
        if (type === call.headers?.["accept"]) return answer;
        answer.close();
        throw notWinnow(answer);
      }),
    send: (call) => repeated(call, async ({ close }) => close()),
    ask: async <Value>(call: Call, shape?: Shape) => (await read(call, shape)).value as Value,
  };
}
