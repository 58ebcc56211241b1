import { Calibration, CalibrationQuery } from "@winnow/contracts";
import { readCalibration } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** How far the scores can be believed. */
export const showCalibration = defineRoute({
  id: "showCalibration",
  tag: "Operators",
  summary: "Show how far scores can be believed",
  description: "Predicted beside observed, on addresses that the scores were not fitted on.",
  method: "GET",
  path: "/ops/api/calibration",
  access: "operator",
  query: CalibrationQuery,
  answers: { 200: { description: "The figures of each bucket of scores.", json: Calibration } },
  async handle({ context, query }) {
    return { status: 200, json: await readCalibration(context, query) };
  },
});
