/** Calls an operators' endpoint. @throws Error with the problem when it is refused. */
export async function operatorCall(
  baseUrl: string,
  operatorToken: string,
  path: string,
  body: unknown,
): Promise<void> {
  const response = await fetch(new URL(path, baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${operatorToken}` },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}
