import {
  CreateCsvJobQuery,
  CreateJobBody,
  Job,
  JobPage,
  JobPreview,
  PageQuery,
  RowDetail,
  RowPage,
} from "@winnow/contracts";
import { z } from "zod";
import { BODY_ERRORS, json, PAGE_ERRORS, type Operation } from "#openapi/operation.ts";
import { ResultsQuery } from "#routes/jobs/results.ts";

/** The one file of a form. */
const FormFile = z.object({ file: z.string().meta({ format: "binary" }) });
const JSON_TYPE = "application/json";
const CSV_TYPE = "text/csv";
/** A CSV by any of its names: bare, pasted, or as the file of a form. */
const CSV_BODIES = {
  [CSV_TYPE]: null,
  "text/tab-separated-values": null,
  "text/plain": null,
  "multipart/form-data": FormFile,
} as const;

export const jobOperations: Readonly<Record<string, Operation>> = {
  "POST /v1/jobs/preview": {
    id: "previewJob",
    tag: "Jobs",
    summary: "What a CSV would become and cost; it is kept for a day, so that a job can start from it",
    query: CreateCsvJobQuery,
    body: CSV_BODIES,
    answers: { 200: json(JobPreview) },
    errors: [
      "validation_failed",
      "unsupported_media_type",
      "payload_too_large",
      "mapping_ambiguous",
      "unreadable_csv",
    ],
  },
  "POST /v1/jobs": {
    id: "createJob",
    tag: "Jobs",
    summary: "Submit rows or a previewed file as JSON, or a CSV of any length with the options in the query",
    query: CreateCsvJobQuery,
    body: { [JSON_TYPE]: CreateJobBody, ...CSV_BODIES },
    idempotencyKey: "required",
    answers: { 202: json(Job) },
    errors: [
      ...BODY_ERRORS,
      "idempotency_key_required",
      "idempotency_in_progress",
      "idempotency_key_reused",
      "insufficient_credits",
      "key_budget_exceeded",
      "mapping_ambiguous",
      "not_found",
      "unreadable_csv",
      "upload_started",
    ],
  },
  "GET /v1/jobs": {
    id: "listJobs",
    tag: "Jobs",
    summary: "List jobs, newest first",
    query: PageQuery,
    answers: { 200: json(JobPage) },
    errors: PAGE_ERRORS,
  },
  "GET /v1/jobs/:id": {
    id: "showJob",
    tag: "Jobs",
    summary: "Status, counts, credits, pace and estimated end of a job",
    answers: { 200: json(Job) },
    errors: ["not_found"],
  },
  "DELETE /v1/jobs/:id": {
    id: "deleteJob",
    tag: "Jobs",
    summary:
      "Delete the rows and results of an ended job for good, and give up the guarantee on them; counts and credits stay",
    answers: { 200: json(Job) },
    errors: ["not_found", "job_state_conflict"],
  },
  "GET /v1/jobs/:id/results": {
    id: "showResults",
    tag: "Jobs",
    summary: "The rows with their results, or the caller's own CSV with the results appended",
    query: ResultsQuery,
    answers: {
      200: { [JSON_TYPE]: RowPage, [CSV_TYPE]: null, "application/x-ndjson": null },
      206: { [CSV_TYPE]: null },
      304: {},
    },
    errors: [...PAGE_ERRORS, "not_found", "results_expired", "range_not_satisfiable"],
  },
  "GET /v1/jobs/:id/rows/:row": {
    id: "showRow",
    tag: "Jobs",
    summary:
      "A row with why it ended so: the verdict in words, and every attempt with what was asked and answered",
    answers: { 200: json(RowDetail) },
    errors: ["not_found", "results_expired"],
  },
  "GET /v1/jobs/:id/events": {
    id: "watchJob",
    tag: "Jobs",
    summary: "Follow a job's progress as Server-Sent Events until it has ended; each event is the whole job",
    answers: { 200: { "text/event-stream": null }, 204: {} },
    errors: ["not_found"],
  },
  "POST /v1/jobs/:id/pause": {
    id: "pauseJob",
    tag: "Jobs",
    summary: "Pause a job; what is at work is finished",
    answers: { 200: json(Job) },
    errors: ["not_found", "job_state_conflict"],
  },
  "POST /v1/jobs/:id/resume": {
    id: "resumeJob",
    tag: "Jobs",
    summary: "Let a paused job go on, and a held one try again",
    answers: { 200: json(Job) },
    errors: ["not_found", "job_state_conflict"],
  },
  "POST /v1/jobs/:id/rerun": {
    id: "rerunJob",
    tag: "Jobs",
    summary: "Make a new job of the rows that failed or stayed unknown",
    idempotencyKey: "required",
    answers: { 202: json(Job) },
    errors: [
      "not_found",
      "job_state_conflict",
      "results_expired",
      "idempotency_key_required",
      "idempotency_in_progress",
      "idempotency_key_reused",
      "insufficient_credits",
    ],
  },
  "POST /v1/jobs/:id/cancel": {
    id: "cancelJob",
    tag: "Jobs",
    summary: "Stop a job; what is not done is given back",
    answers: { 200: json(Job) },
    errors: ["not_found", "job_state_conflict"],
  },
};
