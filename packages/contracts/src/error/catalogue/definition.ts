/** What the API promises about one error code. */
export interface ErrorDefinition {
  /** HTTP status of the answer. */
  readonly status: number;
  /** Short, the same for every occurrence (RFC 9457 `title`). */
  readonly title: string;
  /** Whether the same request may succeed later without being changed. */
  readonly retryable: boolean;
  /** Why the server answers with this code. */
  readonly cause: string;
  /** What the caller can do about it. */
  readonly hint: string;
}
