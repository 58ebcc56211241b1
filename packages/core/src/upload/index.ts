export { forgetUploads } from "./forget.ts";
export { startUpload } from "./start.ts";
