import type { EmailStatus, RowContact } from "@winnow/contracts";

/** What a row says about a person, cleaned: empty cells are absent. */
export interface Person {
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  readonly fullName?: string | undefined;
  readonly company?: string | undefined;
  /** Registrable mail domain or host, ASCII, lower case. */
  readonly domain?: string | undefined;
  readonly linkedinUrl?: string | undefined;
  readonly email?: string | undefined;
}

/** What a source found out by asking a mail host itself. */
export interface KnownVerdict {
  readonly status: EmailStatus;
  readonly at: Date;
}

/** A provider's answer about one person. `emails` are candidates, likeliest first; they are verified by the waterfall. */
export type Finding =
  | {
      readonly outcome: "found";
      readonly emails: readonly string[];
      /** What is known about the first of them: while it is fresh, no mail host is asked again. */
      readonly verified?: KnownVerdict | undefined;
      readonly contact?: RowContact | undefined;
    }
  | { readonly outcome: "not_found"; readonly detail?: string | undefined };

/** Somebody to be found. `reference` names the row, for good: a paid call about it is made once. */
export interface Question {
  readonly reference: string;
  readonly person: Person;
}

/** A source of contacts. Answers in the order of `questions`, one finding each. */
export interface EnrichmentProvider {
  readonly name: string;
  find(questions: readonly Question[]): Promise<Finding[]>;
}
