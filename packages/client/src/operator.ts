import {
  Calibration,
  Doctor,
  EgressList,
  EraseContactAnswer,
  ImportLine,
  MailProviderList,
  Reclassification,
  ResumedMailProvider,
  type CalibrationQuery,
  type EraseContact,
  type ImportDirectoryQuery,
  type ImportReport,
  type MailProvider,
  type MailProviderQuery,
  type PauseMailProvider,
  type RejectedLine,
  type ResumeMailProvider,
  type StartReclassification,
} from "@winnow/contracts";
import { createTransport, jsonBody, type RequestBody, type TransportOptions } from "#http/transport.ts";
import { waitForEnd } from "#wait.ts";
import { WinnowError } from "#http/winnow-error.ts";

export type DirectoryFormat = "text/csv" | "application/x-ndjson";

/** What whoever runs a server can do with its directory and its mail providers. Each call throws WinnowError when it is refused. */
export interface Operator {
  /**
   * Imports a file of contacts while it is read. Yields lines that were rejected, returns the sums.
   * @throws WinnowError also when the file breaks off; what was imported stays, and importing again goes on from there.
   */
  importDirectory(
    file: Exclude<RequestBody, string>,
    options: ImportDirectoryQuery & { readonly format: DirectoryFormat; readonly signal?: AbortSignal },
  ): AsyncGenerator<RejectedLine, ImportReport, undefined>;
  /** Every contact, as it comes. */
  exportDirectory(options?: {
    readonly format?: DirectoryFormat;
    readonly signal?: AbortSignal;
  }): Promise<ReadableStream<Uint8Array>>;
  /** Forgets a person, for good. Repeating it is safe. */
  erase(person: EraseContact): Promise<EraseContactAnswer>;
  /** How much each mail provider may be asked now: those that are paused or throttle first, 100 when not told. */
  mailProviders(query?: Partial<MailProviderQuery>): Promise<MailProviderList>;
  /** Leaves a provider alone for so many minutes; rows that need it wait. @returns it at each egress address. */
  pauseMailProvider(
    provider: string,
    pause: Omit<PauseMailProvider, "mode"> & Partial<ResumeMailProvider>,
  ): Promise<readonly MailProvider[]>;
  /** Ends its pauses, whoever made them; rows that wait for it go on at once. */
  resumeMailProvider(provider: string, options?: Partial<ResumeMailProvider>): Promise<ResumedMailProvider>;
  /** How each way out to mail hosts was when it was audited last. */
  egress(): Promise<EgressList>;
  /** Everything that the server needs to work, looked at one by one. */
  doctor(): Promise<Doctor>;
  /**
   * Has stored evidence judged again by today's rules; a dry run counts what would change. Not repeated when the answer is
   * lost: asking twice is harmless, and works twice.
   */
  reclassify(
    options?: Partial<StartReclassification> & { readonly signal?: AbortSignal },
  ): Promise<Reclassification>;
  /** Waits until a re-classification is completed. */
  waitForReclassification(id: string, options?: { readonly signal?: AbortSignal }): Promise<Reclassification>;
  /** How far the scores of a mode can be believed. */
  calibration(options?: Partial<CalibrationQuery> & { readonly signal?: AbortSignal }): Promise<Calibration>;
}

const MAIL_PROVIDERS = "/ops/api/mail-providers";

/** @throws TypeError when `baseUrl` is no http address. */
export function createOperator(
  options: Omit<TransportOptions, "apiKey" | "mode"> & { readonly operatorToken: string },
): Operator {
  const { operatorToken, ...rest } = options;
  const transport = createTransport({ ...rest, apiKey: operatorToken });
  return {
    async *importDirectory(file, { format, signal, mapping, ...query }) {
      const response = await transport.send({
        method: "POST",
        path: "/ops/api/directory",
        query: { ...query, mapping: mapping === undefined ? undefined : JSON.stringify(mapping) },
        headers: { "content-type": format, accept: "application/x-ndjson" },
        body: file,
        // A stream can be read once.
        repeatable: file instanceof ReadableStream ? "never" : "always",
        signal,
      });
      for await (const line of readLines(bodyOf(response))) {
        const told = ImportLine.parse(JSON.parse(line));
        if (told.type === "rejected") yield told;
        else if (told.type === "done") return told;
        else throw broken(told.code, told.message);
      }
      throw broken("network_error", "The server's answer ended before the import did.");
    },
    async exportDirectory({ format = "application/x-ndjson", signal } = {}) {
      const response = await transport.send({
        method: "GET",
        path: "/ops/api/directory",
        headers: { accept: format },
        signal,
      });
      return bodyOf(response);
    },
    erase: (person) =>
      transport.ask({ method: "POST", path: "/ops/api/erasures", ...jsonBody(person) }, EraseContactAnswer),
    mailProviders: (query) => transport.ask({ method: "GET", path: MAIL_PROVIDERS, query }, MailProviderList),
    async pauseMailProvider(provider, pause) {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/pause`;
      return (await transport.ask({ method: "POST", path, ...jsonBody(pause) }, MailProviderList)).data;
    },
    resumeMailProvider: (provider, mode = {}) => {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/resume`;
      return transport.ask({ method: "POST", path, ...jsonBody(mode) }, ResumedMailProvider);
    },
    egress: () => transport.ask({ method: "GET", path: "/ops/api/egress" }, EgressList),
    doctor: () => transport.ask({ method: "GET", path: "/ops/api/doctor" }, Doctor),
    reclassify: ({ signal, ...asked } = {}) =>
      transport.ask(
        {
          method: "POST",
          path: "/ops/api/reclassifications",
          ...jsonBody(asked),
          repeatable: "refused",
          signal,
        },
        Reclassification,
      ),
    waitForReclassification: (id, { signal } = {}) => {
      const path = `/ops/api/reclassifications/${encodeURIComponent(id)}`;
      const read = () => transport.ask({ method: "GET", path, signal }, Reclassification);
      return waitForEnd(read, signal === undefined ? {} : { signal });
    },
    calibration: ({ signal, ...query } = {}) =>
      transport.ask({ method: "GET", path: "/ops/api/calibration", query, signal }, Calibration),
  };
}

function bodyOf({ body }: Response): ReadableStream<Uint8Array> {
  return body ?? new ReadableStream({ start: (controller) => controller.close() });
}

async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const block of stream) {
    const parts = (rest + decoder.decode(block, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    yield* parts;
  }
  if (rest !== "") yield rest;
}

function broken(code: string, message: string): WinnowError {
  return new WinnowError({ code, message, status: 200, retryable: true });
}
