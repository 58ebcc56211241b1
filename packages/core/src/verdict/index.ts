export { reclassify } from "./reclassify.ts";
export { showReclassification, startReclassification } from "./start-reclassification.ts";
