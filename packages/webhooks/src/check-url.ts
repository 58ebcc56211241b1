import type { AddressPolicy } from "#policy.ts";
import { resolveTarget } from "#resolve-target.ts";
import { screenUrl, type UrlRefusal } from "#target.ts";

export type UrlCheck =
  | {
      readonly ok: true;
      /** Canonical form, without fragment: store this one. */
      readonly url: string;
      /** Every current address of the host; all of them are checked. */
      readonly addresses: readonly string[];
    }
  | UrlRefusal;

/** Decides whether an endpoint may be registered with this URL: syntax, scheme, port, and every address of its host. */
export async function checkUrl(url: string, policy: AddressPolicy): Promise<UrlCheck> {
  const target = screenUrl(url, policy);
  if (!target.ok) return target;
  const resolved = await resolveTarget(target, policy);
  return resolved.ok ? { ok: true, url: target.url.href, addresses: resolved.addresses } : resolved;
}
