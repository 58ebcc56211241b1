import type { Mode } from "@winnow/contracts";
import type { Call } from "#http/call.ts";
import { withRetries, type Repetition } from "#http/retry.ts";
import { parseJson } from "#http/json.ts";
import { errorOfAnswer, reasonOf, WinnowError } from "#http/winnow-error.ts";

export interface TransportOptions {
  /** Where the server answers, such as `https://winnow.example`; a path in it is kept. */
  readonly baseUrl: string;
  /** `wn_live_…` or `wn_test_…`. */
  readonly apiKey?: string;
  /** For a page of the server itself, where somebody is signed in: which of the organization's worlds is meant. */
  readonly mode?: Mode;
  /** Another implementation of fetch, for proxies and tests. */
  readonly fetch?: typeof globalThis.fetch;
  /** How often a call is repeated; 4 when left out, 0 for never. */
  readonly retries?: number;
  /** Told of each call that is about to be repeated, and why. */
  readonly onRetry?: (repetition: Repetition) => void;
}

/** What a schema of the contracts offers. */
export interface Parser<Value> {
  safeParse(value: unknown): { success: true; data: Value } | { success: false; error: Error };
}

/** One way to the server for every call: address, key, retries, errors. */
export interface Transport {
  /** @throws WinnowError for every answer that is not a success. */
  send(call: Call): Promise<Response>;
  /** `send`, and the answer checked. @throws WinnowError, with `unexpected_answer` when it has another shape. */
  ask<Value>(call: Call, answer: Parser<Value>): Promise<Value>;
}

/** The parts of a call that carry `body` as JSON. */
export function jsonBody(body: unknown): Required<Pick<Call, "headers" | "body">> {
  return { headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

const DEFAULT_RETRIES = 4;

export function createTransport(options: TransportOptions): Transport {
  const base = baseOf(options.baseUrl);
  // Called through the global each time: a browser's fetch insists on its own `this`.
  const call = options.fetch ?? ((input, init) => globalThis.fetch(input, init));

  async function attempt(request: Call): Promise<Response> {
    const headers: Record<string, string> = { accept: "application/json", ...request.headers };
    if (options.apiKey !== undefined) headers["authorization"] = `Bearer ${options.apiKey}`;
    if (options.mode !== undefined) headers["winnow-mode"] = options.mode;
    let response: Response;
    try {
      response = await call(urlOf(base, request), {
        method: request.method,
        headers,
        // A key belongs to the one server that it was given for.
        redirect: "error",
        ...(request.body !== undefined && { body: request.body, duplex: "half" as const }),
        ...(request.signal !== undefined && { signal: request.signal }),
      });
    } catch (error) {
      request.signal?.throwIfAborted();
      throw unanswered(request, error);
    }
    if (!response.ok) throw await errorOfAnswer(response);
    return response;
  }

  const unanswered = ({ method, path }: Call, error: unknown) =>
    new WinnowError({
      code: "network_error",
      message: `${method} ${base.origin}${path} was not answered: ${reasonOf(error)}`,
      status: 0,
      retryable: true,
      cause: error,
    });

  const repeated = <Value>(request: Call, once: () => Promise<Value>) =>
    withRetries(once, {
      retries: options.retries ?? DEFAULT_RETRIES,
      repeatable: request.repeatable ?? "always",
      signal: request.signal,
      onRetry: options.onRetry,
    });

  return {
    send: (request) => repeated(request, () => attempt(request)),
    async ask(request, answer) {
      // An answer that breaks off is none.
      const { response, text } = await repeated(request, async () => {
        const answered = await attempt(request);
        try {
          return { response: answered, text: await answered.text() };
        } catch (error) {
          request.signal?.throwIfAborted();
          throw unanswered(request, error);
        }
      });
      const parsed = answer.safeParse(parseJson(text));
      if (parsed.success) return parsed.data;
      throw new WinnowError({
        code: "unexpected_answer",
        message: `${request.method} ${request.path} answered in a shape that this client does not know`,
        status: response.status,
        retryable: false,
        requestId: response.headers.get("request-id") ?? undefined,
        cause: parsed.error,
      });
    },
  };
}

/** @throws TypeError when it is no http address. */
function baseOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "http:" && url?.protocol !== "https:") {
    throw new TypeError(`baseUrl must be an http:// or https:// address, not ${JSON.stringify(text)}`);
  }
  return url;
}

function urlOf(base: URL, { path, query = {} }: Call): string {
  const url = new URL(base.pathname.replace(/\/$/, "") + path, base.origin);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) url.searchParams.append(name, String(one));
  }
  return url.href;
}
