export { DirectoryInUseError } from "#holder.ts";
export { startEmbeddedPostgres } from "#start.ts";
export type { EmbeddedPostgresOptions } from "#start.ts";
export type { EmbeddedPostgres, ServerOptions } from "#start-held.ts";
export { startTemporaryPostgres } from "#temporary.ts";
export type { TemporaryPostgres } from "#temporary.ts";
