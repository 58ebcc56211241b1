import { describe, expect, it } from "vitest";
import { backendOf, backendPlace } from "#backend.ts";

describe("backendOf", () => {
  it("takes Redis where its address is given, else PostgreSQL", () => {
    const databaseUrl = "postgresql://db.example/winnow";
    const redisUrl = "redis://cache.example";
    expect(backendOf({ databaseUrl, redisUrl })).toEqual({ kind: "redis", url: redisUrl });
    expect(backendOf({ databaseUrl, redisUrl: undefined })).toEqual({
      kind: "postgres",
      connectionString: databaseUrl,
    });
  });
});

describe("backendPlace", () => {
  it("names host and database, and never a password", () => {
    const postgres = (connectionString: string) => backendPlace({ kind: "postgres", connectionString });
    expect(postgres("postgresql://me:secret@db.example:5433/winnow?options=-c%20x")).toBe(
      "PostgreSQL at db.example:5433/winnow",
    );
    expect(postgres("postgresql:///winnow?password=secret&host=/run/postgresql")).toBe(
      "PostgreSQL at /run/postgresql/winnow",
    );
    expect(postgres("postgresql:///winnow")).toBe("PostgreSQL at its default address/winnow");
    expect(postgres("secret nonsense")).toBe("PostgreSQL");
    expect(backendPlace({ kind: "redis", url: "rediss://:secret@cache.example:6380/2" })).toBe(
      "Redis at cache.example:6380/2",
    );
  });
});
