export { readCalibration } from "./calibration.ts";
export { refitScores } from "./refit.ts";
