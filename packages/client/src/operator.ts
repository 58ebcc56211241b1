import type {
  CalibrationQuery,
  EraseContact,
  ImportDirectoryQuery,
  MailProviderQuery,
  PauseMailProvider,
  ResumeMailProvider,
  StartReclassification,
} from "@winnow/contracts";
import type {
  Calibration,
  Doctor,
  Egress,
  EraseContactAnswer,
  ImportReport,
  MailProvider,
  MailProviderList,
  Reclassification,
  RejectedLine,
  ResumedMailProvider,
} from "#answers.ts";
import { importDirectory, type DirectoryFormat } from "#import-directory.ts";
import { streamOf } from "#http/answer.ts";
import type { CallOptions } from "#http/call.ts";
import { jsonBody } from "#http/json.ts";
import type { RequestBody } from "#http/request-body.ts";
import { TRANSFER } from "#http/time-limit.ts";
import { createTransport, type TransportOptions } from "#http/transport.ts";
import { JOB, LIST } from "#shape.ts";
import { waitForEnd } from "#wait.ts";

/** The operator's calls: the directory, mail providers and verdicts of a server. Each throws WinnowError when it is refused. */
export interface Operator {
  /**
   * Imports a file of contacts while it is read. Yields rejected lines, returns the totals.
   * @throws WinnowError also when the file breaks off; contacts imported before that stay, and importing again adds the rest.
   */
  importDirectory(
    file: RequestBody,
    query: ImportDirectoryQuery & { readonly format: DirectoryFormat },
    options?: CallOptions,
  ): AsyncGenerator<RejectedLine, ImportReport, undefined>;
  /** Every contact, while the server sends it. NDJSON when no format is given. */
  exportDirectory(format?: DirectoryFormat, options?: CallOptions): Promise<ReadableStream<Uint8Array>>;
  /** Erases a person for good. Repeating it is safe. */
  erase(person: EraseContact, options?: CallOptions): Promise<EraseContactAnswer>;
  /** The budget of each mail provider, paused and throttling ones first; 100 when left out. */
  mailProviders(query?: Partial<MailProviderQuery>, options?: CallOptions): Promise<MailProviderList>;
  /** Stops contacting a provider for this many minutes; its rows wait. @returns it at each egress address. */
  pauseMailProvider(
    provider: string,
    pause: Omit<PauseMailProvider, "mode"> & Partial<ResumeMailProvider>,
    options?: CallOptions,
  ): Promise<readonly MailProvider[]>;
  /** Ends all pauses of a provider, those by throttling as well; its waiting rows continue at once. */
  resumeMailProvider(
    provider: string,
    resume?: Partial<ResumeMailProvider>,
    options?: CallOptions,
  ): Promise<ResumedMailProvider>;
  /** The last audit of each egress to mail hosts. */
  egress(options?: CallOptions): Promise<{ readonly data: readonly Egress[] }>;
  /** The checks of everything that the server needs. */
  doctor(options?: CallOptions): Promise<Doctor>;
  /**
   * Applies today's rules to stored evidence; a dry run counts what would change. Not repeated when the answer was lost: a
   * second start is harmless, but does the work twice.
   */
  reclassify(start?: Partial<StartReclassification>, options?: CallOptions): Promise<Reclassification>;
  /** Waits until a re-classification is completed. `timeoutMs` is for all of it; without end when left out. */
  waitForReclassification(id: string, options?: CallOptions): Promise<Reclassification>;
  /** How well the scores of a mode predict outcomes. */
  calibration(query?: Partial<CalibrationQuery>, options?: CallOptions): Promise<Calibration>;
}

const MAIL_PROVIDERS = "/ops/api/mail-providers";
const RECLASSIFICATIONS = "/ops/api/reclassifications";

/** @throws TypeError when `baseUrl` is not an http address. */
export function createOperator({
  operatorToken,
  ...server
}: Omit<TransportOptions, "apiKey" | "mode"> & { readonly operatorToken: string }): Operator {
  const transport = createTransport({ ...server, apiKey: operatorToken });
  return {
    importDirectory: (file, query, options) => importDirectory(transport, file, query, options),
    async exportDirectory(format = "application/x-ndjson", options) {
      const call = {
        method: "GET",
        path: "/ops/api/directory",
        headers: { accept: format },
        limit: TRANSFER,
      } as const;
      return streamOf(await transport.open({ ...call, ...options }));
    },
    erase: (person, options) =>
      transport.ask({ method: "POST", path: "/ops/api/erasures", ...jsonBody(person), ...options }),
    mailProviders: (query, options) =>
      transport.ask({ method: "GET", path: MAIL_PROVIDERS, query, ...options }, LIST),
    async pauseMailProvider(provider, pause, options) {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/pause`;
      const call = { method: "POST", path, ...jsonBody(pause), ...options } as const;
      return (await transport.ask<MailProviderList>(call, LIST)).data;
    },
    resumeMailProvider: (provider, resume = {}, options) => {
      const path = `${MAIL_PROVIDERS}/${encodeURIComponent(provider)}/resume`;
      return transport.ask({ method: "POST", path, ...jsonBody(resume), ...options }, LIST);
    },
    egress: (options) => transport.ask({ method: "GET", path: "/ops/api/egress", ...options }, LIST),
    doctor: (options) => transport.ask({ method: "GET", path: "/ops/api/doctor", ...options }),
    reclassify: (start = {}, options) => {
      const call = { method: "POST", path: RECLASSIFICATIONS, ...jsonBody(start) } as const;
      return transport.ask({ ...call, repeatable: "refused", ...options }, ENDING);
    },
    waitForReclassification: (id, options = {}) => {
      const path = `${RECLASSIFICATIONS}/${encodeURIComponent(id)}`;
      const read = (reading: CallOptions) =>
        transport.ask<Reclassification>({ method: "GET", path, ...reading }, ENDING);
      return waitForEnd(id, read, options);
    },
    calibration: (query, options) =>
      transport.ask({ method: "GET", path: "/ops/api/calibration", query, ...options }),
  };
}

/** A re-classification has an id and an end, as a job has. */
const ENDING = { ...JOB, what: "a re-classification" };
