import { Calibration, CalibrationQuery } from "@winnow/contracts";
import { readCalibration } from "@winnow/core";
import { defineRoute } from "#route/define.ts";

/** How well the scores predict outcomes. */
export const showCalibration = defineRoute({
  id: "showCalibration",
  tag: "Operators",
  summary: "Show how well scores predict outcomes",
  description: "Predicted and observed shares, on addresses that were not used to fit the scores.",
  method: "GET",
  path: "/ops/api/calibration",
  access: "operator",
  query: CalibrationQuery,
  answers: { 200: { description: "The figures of each bucket of scores.", json: Calibration } },
  async handle({ context, query }) {
    return { status: 200, json: await readCalibration(context, query) };
  },
});
