import pino from "pino";
import { formatLine } from "#pretty.ts";
import { scrubSecrets } from "#scrub.ts";

export type Logger = pino.Logger;
export type LogLevel = "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";

export interface LoggerOptions {
  /** The process or part that logs. */
  readonly name: string;
  readonly level: LogLevel;
  /** One readable line per message for a person at a terminal; otherwise JSON. */
  readonly pretty?: boolean;
  /** Where lines go; standard error when left out, so that standard output belongs to the program's answer. */
  readonly destination?: { write(line: string): void };
}

/** Values that are not strings (buffers, objects) under these names; strings are caught at any depth by `scrubSecrets`. */
const redactedPaths = ["authorization", "cookie", "password", "secret", "secrets", "token"].flatMap(
  (name) => [name, `*.${name}`],
);

/** A structured logger that cannot print a secret: every line passes `scrubSecrets` on its way out. */
export function createLogger(options: LoggerOptions): Logger {
  const pretty = options.pretty === true;
  return pino(
    {
      name: options.name,
      level: options.level,
      timestamp: pino.stdTimeFunctions.isoTime,
      base: { name: options.name, pid: process.pid },
      redact: { paths: redactedPaths, censor: "[redacted]" },
      serializers: {
        err: serializeError,
        error: serializeError,
        req: serializeRequest,
        res: (response: { statusCode?: number }) => ({ status: response.statusCode }),
      },
      hooks: { streamWrite: (line) => (pretty ? formatLine(scrubSecrets(line)) : scrubSecrets(line)) },
    },
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}

/** Without the objects that libraries attach to their errors: clients and sockets may hold secrets. */
function serializeError(error: Error): object {
  const serialized: object = pino.stdSerializers.err(error);
  const plain = ([name, value]: [string, unknown]) => name === "aggregateErrors" || typeof value !== "object";
  return Object.fromEntries(Object.entries(serialized).filter(plain));
}

/** Method and path only: headers carry keys, and a query may carry a callback address with credentials. */
function serializeRequest(request: { id?: unknown; method?: string; url?: string }): object {
  return { id: request.id, method: request.method, path: request.url?.replace(/\?.*$/s, "") };
}
