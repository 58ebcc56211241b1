export { Calibration, CalibrationQuery } from "./calibration.ts";
export { Reclassification, StartReclassification } from "./reclassification.ts";
