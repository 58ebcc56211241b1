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
import type { CallOptions } from "#http/call.ts";
import type { RequestBody } from "#http/request-body.ts";
import { createTransport, jsonBody, type TransportOptions } from "#http/transport.ts";
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
    query: ImportDirectoryQuery & { readonly format: DirectoryFormat },
    options?: CallOptions,
  ): AsyncGenerator<RejectedLine, ImportReport, undefined>;
  /** Every contact, as it comes. Lines of JSON when no format is named. */
  exportDirectory(format?: DirectoryFormat, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Forgets a person, for good. Repeating it is safe. */
  erase(person: EraseContact, options?: CallOptions): Promise<EraseContactAnswer>;
  /** How much each mail provider may be asked now: those that are paused or throttle first, 100 when not told. */
  mailProviders(query?: Partial<MailProviderQuery>, options?: CallOptions): Promise<MailProviderList>;
  /** Leaves a provider alone for so many minutes; rows that need it wait. @returns it at each egress address. */
  pauseMailProvider(
    provider: string,
    pause: Omit<PauseMailProvider, "mode"> & Partial<ResumeMailProvider>,
    options?: CallOptions,
  ): Promise<readonly MailProvider[]>;
  /** Ends its pauses, whoever made them; rows that wait for it go on at once. */
  resumeMailProvider(
    provider: string,
    resume?: Partial<ResumeMailProvider>,
    options?: CallOptions,
  ): Promise<ResumedMailProvider>;
  /** How each way out to mail hosts was when it was audited last. */
  egress(options?: CallOptions): Promise<EgressList>;
  /** Everything that the server needs to work, looked at one by one. */
  doctor(options?: CallOptions): Promise<Doctor>;
  /**
   * Has stored evidence judged again by today's rules; a dry run counts what would change. Not repeated when the answer is
   * lost: asking twice is harmless, and works twice.
   */
  reclassify(start?: Partial<StartReclassification>, options?: CallOptions): Promise<Reclassification>;
  /** Waits until a re-classification is completed. */
  waitForReclassification(id: string, options?: CallOptions): Promise<Reclassification>;
  /** How far the scores of a mode can be believed. */
  calibration(query?: Partial<CalibrationQuery>, options?: CallOptions): Promise<Calibration>;
}

const MAIL_PROVIDERS = "/ops/api/mail-providers";

/** @throws TypeError when `baseUrl` is no http address. */
export function createOperator({
  operatorToken,
  ...server
}: Omit<TransportOptions, "apiKey" | "mode"> & { readonly operatorToken: string }): Operator {
  const transport = createTransport({ ...server, apiKey: operatorToken });
  return {
    async *importDirectory(file, { format, mapping, ...query }, options) {
      const response = await transport.send({
        method: "POST",
        path: "/ops/api/directory",
        query: { ...query, mapping: mapping === undefined ? undefined : JSON.stringify(mapping) },
        headers: { "content-type": format, accept: "application/x-ndjson" },
        body: file,
        // A stream can be read once.
        repeatable: file instanceof ReadableStream ? "never" : "always",
        ...options,
      });
      for await (const line of readLines(bodyOf(response))) {
        const told = ImportLine.parse(JSON.parse(line));
        if (told.type === "rejected") yield told;
        else if (told.type === "done") return told;
        else throw broken(told.code, told.message);
      }
      throw broken("network_error", "The server's answer ended before the import did.");
    },
    async exportDirectory(format = "application/x-ndjson", options) {
      const response = await transport.send({
        method: "GET",
        path: "/ops/api/directory",
        headers: { accept: format },
        ...options,
      });
      return bodyOf(response);
    },
    erase: (person, options) => {
      const call = { method: "POST", path: "/ops/api/erasures", ...jsonBody(person) } as const;
      return transport.ask({ ...call, ...options }, EraseContactAnswer);
    },
    mailProviders: (query, options) =>
      transport.ask({ method: "GET", path: MAIL_PROVIDERS, query, ...options }, MailProviderList),
    async pauseMailProvider(provider, pause, options) {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/pause`;
      const call = { method: "POST", path, ...jsonBody(pause), ...options } as const;
      return (await transport.ask(call, MailProviderList)).data;
    },
    resumeMailProvider: (provider, resume = {}, options) => {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/resume`;
      const call = { method: "POST", path, ...jsonBody(resume), ...options } as const;
      return transport.ask(call, ResumedMailProvider);
    },
    egress: (options) => transport.ask({ method: "GET", path: "/ops/api/egress", ...options }, EgressList),
    doctor: (options) => transport.ask({ method: "GET", path: "/ops/api/doctor", ...options }, Doctor),
    reclassify: (start = {}, options) =>
      transport.ask(
        {
          method: "POST",
          path: "/ops/api/reclassifications",
          ...jsonBody(start),
          repeatable: "refused",
          ...options,
        },
        Reclassification,
      ),
    waitForReclassification: (id, options = {}) => {
      const path = `/ops/api/reclassifications/${encodeURIComponent(id)}`;
      const read = () => transport.ask({ method: "GET", path, ...options }, Reclassification);
      return waitForEnd(read, options);
    },
    calibration: (query, options) =>
      transport.ask({ method: "GET", path: "/ops/api/calibration", query, ...options }, Calibration),
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
