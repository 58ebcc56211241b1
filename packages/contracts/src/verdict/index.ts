export * from "./calibration.ts";
export * from "./reclassification.ts";
export * from "./reasons.ts";
