import { Calibration, CalibrationQuery, Reclassification, StartReclassification } from "@winnow/contracts";
import { BODY_ERRORS, json, type Operation } from "#openapi/operation.ts";

export const verdictOperations: Readonly<Record<string, Operation>> = {
  "POST /ops/api/reclassifications": {
    id: "startReclassification",
    tag: "Operators",
    summary: "Judge all stored evidence again by today's rules, or count what that would change",
    body: json(StartReclassification),
    answers: { 202: json(Reclassification) },
    errors: BODY_ERRORS,
  },
  "GET /ops/api/reclassifications/:id": {
    id: "showReclassification",
    tag: "Operators",
    summary: "How far a re-classification is, and what it changed",
    answers: { 200: json(Reclassification) },
    errors: ["not_found"],
  },
  "GET /ops/api/calibration": {
    id: "showCalibration",
    tag: "Operators",
    summary:
      "How far scores can be believed: foretold beside observed, on addresses that they were not fitted on",
    query: CalibrationQuery,
    answers: { 200: json(Calibration) },
    errors: ["validation_failed"],
  },
};
