import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadConfiguration } from "@winnow/runtime";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { nodeFlags } from "./deployment/process.ts";

// No container engine is needed: the tests read the files.
interface Service {
  readonly image: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly ports?: readonly string[];
  readonly container_name?: string;
  readonly restart?: string;
  readonly stop_grace_period?: string;
}

const root = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const file = parse(read("docker-compose.yml"), { merge: true }) as {
  services: Readonly<Record<"postgres" | "valkey" | "migrate" | "api" | "worker", Service>>;
  volumes: Readonly<Record<string, unknown>>;
  networks: Readonly<Record<string, { internal?: boolean } | null>>;
};
const { postgres, valkey, migrate, api, worker } = file.services;
const ours = { migrate, api, worker };

/** The value that compose gives to `${NAME:-default}` in an empty environment. */
function interpolate(environment: Readonly<Record<string, string>>): Record<string, string> {
  const resolve = (text: string) => text.replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1");
  return Object.fromEntries(Object.entries(environment).map(([name, text]) => [name, resolve(text)]));
}

describe("docker-compose.yml", () => {
  test.each(Object.entries(file.services).filter(([, { build }]) => build === undefined))(
    "%s's image is pinned",
    (_name, { image }) => expect(image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-[\w.]+)?$/),
  );

  test("PostgreSQL is version 18, and its volume is at that image's data directory", () => {
    expect(postgres.image).toMatch(/^postgres:18\./);
    expect(postgres.volumes).toEqual(["postgres-data:/var/lib/postgresql"]);
  });

  test("Redis persists its data and evicts nothing", () => {
    const command = valkey.command ?? [];
    const option = (name: string) => command[command.indexOf(name) + 1];
    expect(option("--appendonly")).toBe("yes");
    expect(option("--maxmemory-policy")).toBe("noeviction");
    expect(valkey.volumes).toEqual(["valkey-data:/data"]);
  });

  test("memory limits are the measured ones", () => {
    expect(api.command).toEqual(["node", ...nodeFlags.api, "apps/api/src/main.ts"]);
    expect(worker.command).toEqual(["node", ...nodeFlags.worker, "apps/worker/src/main.ts"]);
  });

  test("every service is health-checked and restarted", () => {
    for (const [name, service] of Object.entries(file.services)) {
      if (name === "migrate") continue;
      expect(service.healthcheck?.test.length, name).toBeGreaterThan(1);
      expect(service.restart, name).toBe("unless-stopped");
    }
  });

  test("the schema is migrated once, before anything uses it", () => {
    expect(migrate.restart).toBe("no");
    expect(migrate.depends_on).toEqual({ postgres: { condition: "service_healthy" } });
    for (const service of [api, worker]) {
      expect(service.depends_on).toEqual({
        postgres: { condition: "service_healthy" },
        valkey: { condition: "service_healthy" },
        migrate: { condition: "service_completed_successfully" },
      });
    }
  });

  test("the worker can be scaled: no fixed name, no port of the host", () => {
    expect(worker.ports).toBeUndefined();
    expect(worker.container_name).toBeUndefined();
  });

  test("only the API is published, to this machine", () => {
    expect(api.ports).toEqual([expect.stringMatching(/^127\.0\.0\.1:/)]);
    for (const service of [postgres, valkey, migrate]) expect(service.ports).toBeUndefined();
    expect(file.networks["backend"]?.internal).toBe(true);
    expect([postgres.networks, valkey.networks]).toEqual([["backend"], ["backend"]]);
  });

  test("API and worker share the generated secrets", () => {
    const places = Object.values(ours).map(({ volumes }) => volumes);
    expect(new Set(places.flat())).toEqual(new Set(["winnow-data:/var/lib/winnow"]));
    for (const { environment } of Object.values(ours))
      expect(environment?.["WINNOW_DATA_DIR"]).toBe("/var/lib/winnow");
    expect(Object.keys(file.volumes).toSorted()).toEqual(["postgres-data", "valkey-data", "winnow-data"]);
  });

  test.each(Object.entries(ours))("Winnow reads every setting of %s", (_name, service) => {
    const configuration = loadConfiguration(interpolate(service.environment ?? {}));
    const database = new URL(configuration.databaseUrl ?? "");
    expect([database.hostname, database.username, database.password]).toEqual([
      "postgres",
      "winnow",
      "winnow",
    ]);
    expect(configuration.redisUrl).toBe("redis://valkey:6379");
    const graceMs = Number.parseInt(service.stop_grace_period ?? "", 10) * 1000;
    expect(graceMs).toBeGreaterThan(configuration.shutdownDeadlineMs);
  });

  test("the API listens beyond its container, on the port that is published and checked", () => {
    const { http } = loadConfiguration(interpolate(api.environment ?? {}));
    expect(http.host).toBe("0.0.0.0");
    expect(api.ports?.[0]).toMatch(new RegExp(`:${http.port}$`));
    expect(api.healthcheck?.test.join(" ")).toContain(`http://127.0.0.1:${http.port}/readyz`);
  });

  test("every program that it starts exists", () => {
    const commands = Object.values(ours).flatMap(({ command, healthcheck }) => [
      command ?? [],
      healthcheck?.test ?? [],
    ]);
    const programs = commands.flat().filter((word) => word.endsWith(".ts"));
    expect(programs.length).toBeGreaterThanOrEqual(4);
    for (const program of programs) expect(existsSync(join(root, program)), program).toBe(true);
  });
});

describe("Dockerfile", () => {
  const text = read("Dockerfile");
  const version = (tool: string) =>
    new RegExp(`${tool}: "([^"]+)"`).exec(read("apps/launcher/src/version.mjs"))?.[1];

  test("has the Node and pnpm versions of the launcher", () => {
    expect([...text.matchAll(/^FROM node:([\d.]+)-slim/gm)].map((match) => match[1])).toEqual([
      version("node"),
      version("node"),
    ]);
    expect(/pnpm@([\d.]+)/.exec(text)?.[1]).toBe(version("pnpm"));
  });

  test("runs as an ordinary user, with production packages of the frozen lockfile", () => {
    expect(text.match(/^USER .*$/gm)?.at(-1)).toBe("USER node");
    expect(text).toMatch(/^ +pnpm install --prod --frozen-lockfile/m);
  });

  test("leaves secrets and the host's packages outside", () => {
    const ignored = read(".dockerignore").split("\n");
    expect(ignored).toEqual(expect.arrayContaining(["**/node_modules", ".git", ".winnow", ".env"]));
  });
});
