export { createApp } from "./app.ts";
export { composeApi } from "./compose.ts";
export type { ApiParts } from "./compose.ts";
export { errorPageAsMarkdown } from "./error-page/markdown.ts";
export { defaultApiOptions } from "./dependencies.ts";
export type { ApiDependencies, ApiOptions } from "./dependencies.ts";
export { createApi } from "./server.ts";
export type { ListenOptions, RunningApi } from "./server.ts";
