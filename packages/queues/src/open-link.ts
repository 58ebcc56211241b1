import type { QueueBackend } from "#backend.ts";
import type { BellLink, ListenerLink, OnBackendError } from "#link.ts";
import { openPostgresBellLink, openPostgresListenerLink } from "#postgres/link.ts";
import { openRedisBellLink, openRedisListenerLink } from "#redis/link.ts";

/** Opens a bell's connections to the backend that is configured. */
export function openBellLink(backend: QueueBackend, onError: OnBackendError): BellLink {
  return backend.kind === "postgres"
    ? openPostgresBellLink(backend, onError)
    : openRedisBellLink(backend, onError);
}

/** Opens a listener's connections to the backend that is configured. */
export function openListenerLink(backend: QueueBackend, onError: OnBackendError): ListenerLink {
  return backend.kind === "postgres"
    ? openPostgresListenerLink(backend, onError)
    : openRedisListenerLink(backend, onError);
}
