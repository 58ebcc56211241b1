import {
  Job,
  JobPage,
  JobPreview,
  RowDetail,
  RowPage,
  type CreateJob,
  type Row,
  type RowField,
  type StartUpload,
} from "@winnow/contracts";
import { bodyOf, type CsvSource } from "#http/request-body.ts";
import { download, type Download, type DownloadOptions } from "#download.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { idempotencyHeader, type KeyedOptions } from "#http/idempotency-key.ts";
import type { Transport } from "#http/transport.ts";
import { watchJob } from "#watch.ts";
import { waitForEnd, type WaitOptions } from "#wait.ts";

/** A job as it is asked for; what has a default may be left out. */
export type NewJob = (typeof CreateJob)["_zod"]["input"];

/** The options of a CSV submission; `rows` are the file. */
export type NewCsvJob = Omit<NewJob, "rows"> & {
  /** Field → column name, where the header does not say it. */
  readonly mapping?: Partial<Record<RowField, string>>;
  readonly encoding?: string;
  readonly delimiter?: "," | ";" | "\t" | "|";
  readonly has_header?: boolean;
};

/** A job of a previewed file: how that is read was settled by the preview. */
export type NewJobOfUpload = Omit<(typeof StartUpload)["_zod"]["input"], "upload">;

export interface Jobs {
  /** Submits rows, at most 10,000. Repeating it is safe. @throws WinnowError */
  create(job: NewJob, options?: KeyedOptions): Promise<Job>;
  /** Submits a CSV of any length. A stream is sent once; anything else is sent again when the network fails. */
  createFromCsv(csv: CsvSource, job: NewCsvJob, options?: KeyedOptions): Promise<Job>;
  /** What a CSV would become and cost; it is kept, to be started by `upload.id`. */
  preview(csv: CsvSource, job: NewCsvJob, options?: CallOptions): Promise<JobPreview>;
  /**
   * Starts a job of a previewed file, or with `first` a trial of its first rows. Under one Idempotency-Key it is the same
   * request as `createFromCsv` with the same file and options.
   * @throws WinnowError `not_found` where the server keeps it no longer: send the file.
   */
  start(uploadId: string, job: NewJobOfUpload, options?: KeyedOptions): Promise<Job>;
  get(id: string, options?: CallOptions): Promise<Job>;
  /** Every job, newest first. */
  list(options?: ListOptions): AsyncGenerator<Job, void, undefined>;
  /** Waits until the job is completed, cancelled or failed, and returns it. */
  wait(id: string, options?: WaitOptions): Promise<Job>;
  /** Every row in the caller's order; rows without a result yet are `pending`. */
  results(id: string, options?: ListOptions): AsyncGenerator<Row, void, undefined>;
  /** One row with why it ended so: the verdict in words, and every attempt with its evidence. */
  row(id: string, row: number, options?: CallOptions): Promise<RowDetail>;
  /** The caller's own file with the results appended. `formulas: "escape"` makes it safe to open in a spreadsheet. */
  resultsCsv(id: string, options?: CallOptions & { readonly formulas?: "escape" }): Promise<Response>;
  /**
   * The same for keeps: the bytes come through broken connections, and go on where an earlier download ended, once the job
   * has ended. Whoever has all of them compares their SHA-256.
   */
  downloadCsv(id: string, options?: DownloadOptions & { readonly formulas?: "escape" }): Promise<Download>;
  cancel(id: string, options?: CallOptions): Promise<Job>;
  /**
   * Deletes the rows and results of an ended job for good; the job stays, with its counts and credits. Bounces of its rows
   * are refunded no more. Repeating it is safe.
   */
  delete(id: string, options?: CallOptions): Promise<Job>;
  /** Stops further work; what is at work is finished. */
  pause(id: string, options?: CallOptions): Promise<Job>;
  /** Lets a paused job go on, and a held one try again. */
  resume(id: string, options?: CallOptions): Promise<Job>;
  /** A new job of the rows that failed or stayed unknown; each keeps its number and `ref`. */
  rerun(id: string, options?: KeyedOptions): Promise<Job>;
  /** The job whenever it has changed, at most twice a second, until it has ended. */
  watch(id: string, options?: CallOptions): AsyncGenerator<Job, void, undefined>;
}

export function createJobs(transport: Transport): Jobs {
  const pathOf = (id: string, suffix = "") => `/v1/jobs/${encodeURIComponent(id)}${suffix}`;
  const get: Jobs["get"] = (id, { signal } = {}) =>
    transport.ask({ method: "GET", path: pathOf(id), signal }, Job);
  const order = (id: string, suffix: string, signal: AbortSignal | undefined) =>
    transport.ask({ method: "POST", path: pathOf(id, suffix), signal }, Job);
  const create = (
    job: NewJob | (NewJobOfUpload & { readonly upload: string }),
    { idempotencyKey = crypto.randomUUID(), signal }: KeyedOptions = {},
  ) =>
    transport.ask(
      {
        method: "POST",
        path: "/v1/jobs",
        headers: { "content-type": "application/json", ...idempotencyHeader(idempotencyKey) },
        body: JSON.stringify(job),
        signal,
      },
      Job,
    );
  return {
    get,
    create,
    start: (upload, job, options) => create({ ...job, upload }, options),
    createFromCsv(csv, job, { idempotencyKey = crypto.randomUUID(), signal } = {}) {
      const { body, replayable } = bodyOf(csv);
      return transport.ask(
        {
          method: "POST",
          path: "/v1/jobs",
          query: queryOf(job),
          headers: { "content-type": "text/csv", ...idempotencyHeader(idempotencyKey) },
          body,
          repeatable: replayable ? "always" : "never",
          signal,
        },
        Job,
      );
    },
    preview(csv, job, { signal } = {}) {
      const { body, replayable } = bodyOf(csv);
      return transport.ask(
        {
          method: "POST",
          path: "/v1/jobs/preview",
          query: queryOf(job),
          headers: { "content-type": "text/csv" },
          body,
          repeatable: replayable ? "always" : "never",
          signal,
        },
        JobPreview,
      );
    },
    list: (options = {}) => paginate(transport, "/v1/jobs", JobPage, options),
    wait: (id, options = {}) => waitForEnd(() => get(id, { signal: options.signal }), options),
    results: (id, options = {}) => paginate(transport, pathOf(id, "/results"), RowPage, options),
    row: (id, row, { signal } = {}) =>
      transport.ask({ method: "GET", path: pathOf(id, `/rows/${row}`), signal }, RowDetail),
    resultsCsv: (id, { formulas, signal } = {}) =>
      transport.send({
        method: "GET",
        path: pathOf(id, "/results"),
        query: { formulas },
        headers: { accept: "text/csv" },
        signal,
      }),
    downloadCsv: (id, { formulas, ...options } = {}) =>
      download(transport, { path: pathOf(id, "/results"), query: { formulas }, accept: "text/csv" }, options),
    cancel: (id, { signal } = {}) => order(id, "/cancel", signal),
    delete: (id, { signal } = {}) => transport.ask({ method: "DELETE", path: pathOf(id), signal }, Job),
    pause: (id, { signal } = {}) => order(id, "/pause", signal),
    resume: (id, { signal } = {}) => order(id, "/resume", signal),
    rerun: (id, { idempotencyKey = crypto.randomUUID(), signal } = {}) =>
      transport.ask(
        {
          method: "POST",
          path: pathOf(id, "/rerun"),
          headers: idempotencyHeader(idempotencyKey),
          signal,
        },
        Job,
      ),
    watch: (id, { signal } = {}) => watchJob(transport, pathOf(id, "/events"), signal),
  };
}

function queryOf({ charge_on: chargeOn, mapping, has_header: hasHeader, ...rest }: NewCsvJob): Query {
  return {
    ...rest,
    charge_on: chargeOn?.join(","),
    mapping: mapping && JSON.stringify(mapping),
    has_header: hasHeader === undefined ? undefined : String(hasHeader),
  };
}
