import { Doctor, EgressList } from "@winnow/contracts";
import { json, type Operation } from "#openapi/operation.ts";

export const healthOperations: Readonly<Record<string, Operation>> = {
  "GET /ops/api/egress": {
    id: "listEgresses",
    tag: "Operators",
    summary: "How each way out to mail hosts was when it was audited last, check by check",
    answers: { 200: json(EgressList) },
    errors: [],
  },
  "GET /ops/api/doctor": {
    id: "showDoctor",
    tag: "Server",
    summary: "Everything that a server needs to work, looked at one by one, with what to do about it",
    answers: { 200: json(Doctor) },
    errors: [],
  },
};
