export {
  Calibration,
  CalibrationBin,
  CalibrationBuckets,
  CalibrationOutcomes,
  CalibrationQuery,
} from "./calibration.ts";
export {
  Reclassification,
  ReclassificationChange,
  ReclassificationRefunds,
  ReclassificationStatus,
  StartReclassification,
  Verdict,
} from "./reclassification.ts";
