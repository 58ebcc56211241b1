export * from "./calibration.ts";
export * from "./reclassification.ts";
