import type { LiveServer } from "../deployment/live-server.ts";

/** The tokens of an organization that has just signed up. */
export interface Account {
  readonly email: string;
  readonly live: string;
  readonly test: string;
}

export const PASSWORD = "a quite long password";
let signUps = 0;

/** A new organization. */
export async function signUp(server: LiveServer): Promise<Account> {
  const email = `owner-${(signUps += 1)}@acme.test`;
  const answer = await post(server, "/v1/signup", { email, password: PASSWORD });
  if (answer.status !== 201) throw new Error(`the sign-up was answered with ${answer.status}`);
  const { keys } = (await answer.json()) as { keys: { mode: "live" | "test"; token: string }[] };
  const tokenOf = (mode: string) => keys.find((key) => key.mode === mode)?.token ?? "";
  return { email, live: tokenOf("live"), test: tokenOf("test") };
}

/** Posts JSON. */
export function post(
  { url }: LiveServer,
  path: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
}

/** Under a key. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The status that a call of `GET /v1/credits` is answered with. */
export async function credits(
  { url }: LiveServer,
  token: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<number> {
  return (await fetch(`${url}/v1/credits`, { headers: { ...bearer(token), ...headers } })).status;
}
