export { addSuppressions } from "./add.ts";
export { listSuppressions } from "./list.ts";
export { removeSuppression } from "./remove.ts";
export type { SuppressingActor } from "./owner.ts";
