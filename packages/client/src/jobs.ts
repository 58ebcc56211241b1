import type { CreateJob, RowField, StartUpload } from "@winnow/contracts";
import type { Job, JobPreview, Row, RowDetail } from "#answers.ts";
import { download, type Download, type DownloadOptions } from "#download.ts";
import { streamOf } from "#http/answer.ts";
import type { CallOptions, Query } from "#http/call.ts";
import { idempotencyHeader, newIdempotencyKey, type KeyedOptions } from "#http/idempotency-key.ts";
import { jsonBody } from "#http/json.ts";
import { isReplayable, type CsvSource } from "#http/request-body.ts";
import { TRANSFER } from "#http/time-limit.ts";
import type { Transport } from "#http/transport.ts";
import { paginate, type ListOptions } from "#paginate.ts";
import { JOB } from "#shape.ts";
import { watchJob } from "#watch.ts";
import { waitForEnd, type WaitOptions } from "#wait.ts";

/** A job to be created; options with a default may be left out. */
export type NewJob = (typeof CreateJob)["_zod"]["input"];

/** The options of a CSV submission; `rows` are the file. */
export type NewCsvJob = Omit<NewJob, "rows"> & {
  /** Field → column name, for columns that their header does not identify. */
  readonly mapping?: Partial<Record<RowField, string>>;
  readonly encoding?: string;
  readonly delimiter?: "," | ";" | "\t" | "|";
  readonly has_header?: boolean;
};

/** A job of a previewed file: the preview has fixed how the file is read. */
export type NewJobOfUpload = Omit<(typeof StartUpload)["_zod"]["input"], "upload">;

/** The format of a job's file. */
export interface CsvFormat {
  /** Makes the file safe to open in a spreadsheet: cells that would run as formulas get an apostrophe. */
  readonly formulas?: "escape";
}

/** Bulk requests. Each call throws WinnowError, with `not_found` for the id of a job that does not exist. */
export interface Jobs {
  /**
   * Submits rows, at most 10,000. `timeoutMs` limits silence, in addition to the time that the body takes at 16 kB a second.
   * @throws WinnowError `insufficient_credits`, `key_budget_exceeded`, `validation_failed`
   */
  create(job: NewJob, options?: KeyedOptions): Promise<Job>;
  /**
   * Submits a CSV of any length. A stream is sent once, and when it fails, the call rejects with its error; a text, bytes or a
   * Blob are sent again when the network fails. Not all browsers send streams, and those that do need HTTP/2.
   * @throws WinnowError `unreadable_csv`, `mapping_ambiguous`, and those of `create`
   */
  createFromCsv(csv: CsvSource, job: NewCsvJob, options?: KeyedOptions): Promise<Job>;
  /** How a CSV would be read, and its price, free of charge. The server keeps it, so that `upload.id` can start a job. */
  preview(csv: CsvSource, job: NewCsvJob, options?: CallOptions): Promise<JobPreview>;
  /**
   * Starts a job of a previewed file, or with `first` a trial of its first rows. Under one Idempotency-Key it is the same
   * request as `createFromCsv` with the same file and options.
   * @throws WinnowError `not_found` when the server no longer keeps the file: send it.
   */
  start(uploadId: string, job: NewJobOfUpload, options?: KeyedOptions): Promise<Job>;
  /** A job in its current state. */
  get(id: string, options?: CallOptions): Promise<Job>;
  /** Every job, newest first. */
  list(options?: ListOptions): AsyncGenerator<Job, void, undefined>;
  /**
   * Waits until the job is completed, cancelled or failed, and returns it.
   * @throws WinnowError `timeout` when it has not ended within `timeoutMs`, the limit of all waiting; the job continues.
   */
  wait(id: string, options?: WaitOptions): Promise<Job>;
  /** Every row in the caller's order; rows without a result yet are `pending`. */
  results(id: string, options?: ListOptions): AsyncGenerator<Row, void, undefined>;
  /** One row, by its 1-based number, with the reason of its result: the verdict in words, and every attempt with its evidence. */
  row(id: string, row: number, options?: CallOptions): Promise<RowDetail>;
  /**
   * The caller's own file with the results appended. Reading its body throws WinnowError `network_error` or `timeout` when the
   * connection breaks: `downloadCsv` resumes instead.
   */
  resultsCsv(id: string, options?: CallOptions & CsvFormat): Promise<Response>;
  /**
   * A resumable download: once the job has ended, it continues through broken connections, and after an earlier partial
   * download. Compare the SHA-256 of all bytes at the end.
   */
  downloadCsv(id: string, options?: DownloadOptions & CsvFormat): Promise<Download>;
  /** Stops a job and releases the credits of unfinished rows. @throws WinnowError `job_state_conflict` when it has ended. */
  cancel(id: string, options?: CallOptions): Promise<Job>;
  /**
   * Deletes the rows and results of an ended job for good; its counts and credits stay. Bounces of its rows are no longer
   * refunded. Repeating it is safe.
   */
  delete(id: string, options?: CallOptions): Promise<Job>;
  /** Starts no more rows; rows already started are finished. @throws WinnowError `job_state_conflict` */
  pause(id: string, options?: CallOptions): Promise<Job>;
  /** Continues a paused job, and retries a held one. @throws WinnowError `job_state_conflict` */
  resume(id: string, options?: CallOptions): Promise<Job>;
  /** A new job with the rows that failed or stayed unknown; each keeps its number and `ref`. */
  rerun(id: string, options?: KeyedOptions): Promise<Job>;
  /**
   * The job after each change, at most twice a second, until it has ended. A connection that breaks, or is silent for
   * `timeoutMs` (45,000 when left out; the server sends a heartbeat every 15 seconds), is opened again.
   */
  watch(id: string, options?: CallOptions): AsyncGenerator<Job, void, undefined>;
}

export function createJobs(transport: Transport): Jobs {
  const pathOf = (id: string, suffix = "") => `/v1/jobs/${encodeURIComponent(id)}${suffix}`;
  const get: Jobs["get"] = (id, options) =>
    transport.ask({ method: "GET", path: pathOf(id), ...options }, JOB);
  const order = (id: string, suffix: string, options?: CallOptions) =>
    transport.ask<Job>({ method: "POST", path: pathOf(id, suffix), ...options }, JOB);
  const create = (
    job: NewJob | (NewJobOfUpload & { readonly upload: string }),
    { idempotencyKey = newIdempotencyKey(), ...options }: KeyedOptions = {},
  ) => {
    const json = jsonBody(job);
    const headers = { ...json.headers, ...idempotencyHeader(idempotencyKey) };
    const call = { method: "POST", path: "/v1/jobs", ...json, headers, limit: TRANSFER, ...options } as const;
    return transport.ask<Job>(call, JOB);
  };
  const upload = (path: string, csv: CsvSource, job: NewCsvJob) =>
    ({
      method: "POST",
      path,
      query: queryOf(job),
      body: csv,
      repeatable: isReplayable(csv) ? "always" : "never",
      limit: TRANSFER,
    }) as const;
  const asCsv = { "content-type": "text/csv" };
  return {
    get,
    create,
    start: (uploadId, job, options) => create({ ...job, upload: uploadId }, options),
    createFromCsv: (csv, job, { idempotencyKey = newIdempotencyKey(), ...options } = {}) => {
      const headers = { ...asCsv, ...idempotencyHeader(idempotencyKey) };
      return transport.ask({ ...upload("/v1/jobs", csv, job), headers, ...options }, JOB);
    },
    preview: (csv, job, options) =>
      transport.ask({ ...upload("/v1/jobs/preview", csv, job), headers: asCsv, ...options }),
    list: (options) => paginate(transport, "/v1/jobs", options),
    wait: (id, options = {}) => waitForEnd(id, (reading) => get(id, reading), options),
    results: (id, options) => paginate(transport, pathOf(id, "/results"), options),
    row: (id, row, options) => transport.ask({ method: "GET", path: pathOf(id, `/rows/${row}`), ...options }),
    resultsCsv: async (id, { formulas, ...options } = {}) => {
      const path = pathOf(id, "/results");
      const headers = { accept: "text/csv" };
      const call = { method: "GET", path, query: { formulas }, headers, limit: TRANSFER } as const;
      const answer = await transport.open({ ...call, ...options });
      return new Response(streamOf(answer), { status: answer.status, headers: answer.headers });
    },
    downloadCsv: (id, { formulas, ...options } = {}) =>
      download(transport, { path: pathOf(id, "/results"), query: { formulas }, accept: "text/csv" }, options),
    cancel: (id, options) => order(id, "/cancel", options),
    delete: (id, options) => transport.ask({ method: "DELETE", path: pathOf(id), ...options }, JOB),
    pause: (id, options) => order(id, "/pause", options),
    resume: (id, options) => order(id, "/resume", options),
    rerun: (id, { idempotencyKey = newIdempotencyKey(), ...options } = {}) => {
      const call = { method: "POST", path: pathOf(id, "/rerun"), limit: TRANSFER, ...options } as const;
      return transport.ask({ ...call, headers: idempotencyHeader(idempotencyKey) }, JOB);
    },
    watch: (id, options) => watchJob(transport, pathOf(id, "/events"), options),
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
