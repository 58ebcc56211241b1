import type { AddressInfo } from "node:net";
import express from "express";
import { Pool } from "pg";
import { RateLimiterPostgres } from "rate-limiter-flexible";

// The reference of the request benchmark, as a separate process: a route that answers a constant, and the same route with a
// popular limiter on the same PostgreSQL. No authentication, no wallet.
const pool = new Pool({ connectionString: process.env["DATABASE_URL"], max: 10 });
const limiter = await new Promise<RateLimiterPostgres>((resolve, reject) => {
  const made = new RateLimiterPostgres(
    { storeClient: pool, points: 1_000_000, duration: 60, tableName: "flexible_limits" },
    (error?: Error) => (error === undefined ? resolve(made) : reject(error)),
  );
});
const wallet = { mode: "test", granted: 1000, available: 1000, reserved: 0, spent: 0 };
const app = express();
app.get("/bare", (_, response) => void response.json(wallet));
app.get("/limited", async (_, response) => {
  await limiter.consume("key_1");
  response.json(wallet);
});
const server = app.listen(0, "127.0.0.1", () => {
  process.stdout.write(`bare express ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.once("SIGTERM", () => {
  server.closeAllConnections();
  server.close();
  void pool.end();
});
