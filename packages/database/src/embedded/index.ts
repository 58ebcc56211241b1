export { DirectoryInUseError } from "#embedded/holder.ts";
export { startEmbeddedPostgres } from "#embedded/start.ts";
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from "#embedded/start.ts";
