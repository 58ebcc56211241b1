export { forgetUploads } from "./forget.ts";
