export { createTestDatabase, createTestTemplate } from "./postgres.ts";
export type { TestDatabase, TestTemplate } from "./postgres.ts";
export { freePort } from "./free-port.ts";
export { waitFor } from "./wait.ts";
export { findRedis, startRedis } from "./redis-server.ts";
export type { RedisServer, RedisSource } from "./redis-server.ts";
