import type { RowContact } from "../job/row-contact.ts";
import type { EmailStatus, Mode } from "../vocabulary.ts";
import type { CallBook } from "./call-book.ts";
import type { Person } from "./person.ts";

/** A person to be found. `reference` identifies the row permanently: a paid call about it is made once. */
export interface Question {
  readonly reference: string;
  readonly person: Person;
}

/** A verdict that a source got from a mail host itself. */
export interface KnownVerdict {
  readonly status: EmailStatus;
  readonly at: Date;
}

/** A provider's answer about one person. */
export type Finding =
  | {
      readonly outcome: "found";
      /** Candidates, likeliest first; the waterfall verifies them. */
      readonly emails: readonly string[];
      /** The source's verdict about the first of them: while it is recent, no mail host is contacted. */
      readonly verified?: KnownVerdict | undefined;
      readonly contact?: Partial<RowContact> | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined }
  /** Not queried, with the reason. */
  | { readonly outcome: "skipped"; readonly detail: string }
  | {
      readonly outcome: "failed";
      readonly detail: string;
      /** Present when a later query makes sense. */
      readonly retryAfterSeconds?: number | undefined;
    };

export interface FindOptions {
  readonly mode: Mode;
  readonly signal?: AbortSignal;
  /** Where paid calls are recorded; without it, none is made. */
  readonly calls?: CallBook;
}

/** A source of contacts. Answers in the order of `questions`, one finding each. */
export interface EnrichmentProvider {
  readonly name: string;
  /** True when `emails` are guesses: a host that accepts every address cannot confirm one. */
  readonly guesses?: boolean;
  find(questions: readonly Question[], options: FindOptions): Promise<Finding[]>;
}
