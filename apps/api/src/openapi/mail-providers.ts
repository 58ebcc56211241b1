import {
  MailProviderList,
  MailProviderQuery,
  PauseMailProvider,
  ResumedMailProvider,
  ResumeMailProvider,
} from "@winnow/contracts";
import { BODY_ERRORS, json, type Operation } from "#openapi/operation.ts";

export const mailProviderOperations: Readonly<Record<string, Operation>> = {
  "GET /ops/api/mail-providers": {
    id: "listMailProviders",
    tag: "Operators",
    summary: "How much each mail provider may be asked now, those that are paused or throttle first",
    query: MailProviderQuery,
    answers: { 200: json(MailProviderList) },
    errors: ["validation_failed"],
  },
  "POST /ops/api/mail-providers/:provider/pause": {
    id: "pauseMailProvider",
    tag: "Operators",
    summary: "Leave a mail provider alone for so many minutes; rows that need it wait",
    body: json(PauseMailProvider),
    answers: { 200: json(MailProviderList) },
    errors: [...BODY_ERRORS, "not_found"],
  },
  "POST /ops/api/mail-providers/:provider/resume": {
    id: "resumeMailProvider",
    tag: "Operators",
    summary: "End the pauses of a mail provider; rows that wait for it go on at once",
    body: json(ResumeMailProvider),
    bodyOptional: true,
    answers: { 200: json(ResumedMailProvider) },
    errors: [...BODY_ERRORS, "not_found"],
  },
};
