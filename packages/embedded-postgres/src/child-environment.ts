/**
 * The environment of PostgreSQL's programs: ours without anything that would change their behaviour (PG*, locale, time
 * zone) or does not concern them (Winnow's secrets).
 */
export function childEnvironment(): NodeJS.ProcessEnv {
  const { PATH, TMPDIR, LD_LIBRARY_PATH } = process.env;
  return {
    PATH: PATH ?? "/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    ...(TMPDIR !== undefined && { TMPDIR }),
    ...(LD_LIBRARY_PATH !== undefined && { LD_LIBRARY_PATH }),
  };
}
