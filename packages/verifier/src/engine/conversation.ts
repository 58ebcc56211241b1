import { createProbe } from "#engine/probe.ts";
import type { Question } from "#engine/question.ts";
import type { QuestionSource } from "#engine/question-source.ts";
import type { SessionTally } from "#engine/session-tally.ts";
import { classifyReply, type Classification } from "#reply/classify.ts";
import type { Reply } from "#reply/reply.ts";
import type { Session } from "#smtp/session.ts";
import { askAnother, askRecipients, type TransactionOutcome } from "#smtp/transaction.ts";
import type { Evidence, SmtpReplyEvidence, SmtpStage } from "#evidence/evidence.ts";

/**
 * Sends the recipients of one session until there are none left, the host refuses more, or the connection breaks. Unanswered
 * ones return to the group. There is one transaction per domain, because large providers refuse several destinations in one.
 
 */
export async function askInSession(
  group: QuestionSource,
  session: Session,
  batch: Question[],
  limits: ConversationLimits,
): Promise<void> {
  const conversation = new Conversation(group, session, limits);
  const avoided = batch[0]?.avoided;
  let questions = batch;
  while (questions.length > 0 && conversation.room > 0) {
    const [slice, rest] = cut(questions, conversation.room);
    await conversation.ask(slice);
    questions = rest.length > 0 ? rest : group.take(conversation.room, avoided);
  }
  for (const question of questions) group.add(restart(question));
  group.account(conversation.answered > 0, conversation.seen);
}

interface ConversationLimits {
  readonly tally: SessionTally;
  /** The most recipients that the verifier plans for. */
  readonly room: number;
}

/** The questions of the first domain, as far as they fit, and the others. */
function cut(questions: Question[], count: number): [slice: Question[], rest: Question[]] {
  const [first] = questions;
  let end = 0;
  while (end < count && end < questions.length && questions[end]?.domain === first?.domain) end += 1;
  return [questions.slice(0, end), questions.slice(end)];
}

/** A question that was taken but not sent: unless it was sent before, its time has not begun. */
function restart(question: Question): Question {
  if (question.tries === 0) {
    delete question.startedAt;
    delete question.deadlineAt;
  }
  return question;
}

class Conversation {
  /** Recipients with a reply. */
  answered = 0;
  /** The last observation other than an answer. */
  seen: readonly Evidence[] = [];
  readonly #group: QuestionSource;
  readonly #session: Session;
  readonly #tally: SessionTally;
  readonly #roomMax: number;
  /** The host accepts no more recipients in this session. */
  #full = false;
  /** The session is over. */
  #over = false;

  constructor(group: QuestionSource, session: Session, { tally, room }: ConversationLimits) {
    this.#group = group;
    this.#session = session;
    this.#tally = tally;
    this.#roomMax = room;
  }

  /** Recipients sent to the host. */
  get #asked(): number {
    return this.#tally.recipients;
  }

  /** How many more recipients may be sent. */
  get room(): number {
    return Math.min(this.#roomMax - this.#asked, this.#hostRoom);
  }

  /** The random address may exceed the verifier's own limit, never the host's. */
  get #hostRoom(): number {
    if (this.#full || this.#over) return 0;
    const { memory, allowance } = this.#group.context;
    const most = Math.min(memory.recipientsMax(this.#session.target), allowance.recipientsPerSession);
    return most - this.#asked;
  }

  /** Sends questions of one domain in one transaction and, if needed, probes whether the domain accepts every address. */
  async ask(slice: readonly Question[]): Promise<void> {
    const questions = slice.filter((question) => this.#speaks(question));
    const [first] = questions;
    if (first === undefined) return;
    const { mailFrom, session } = this.#group.context;
    const deadlineAt = this.#group.begin(questions);
    const options = { mailFrom, commandTimeoutMs: session.commandTimeoutMs, deadlineAt };
    const recipients = questions.map(({ recipient }) => recipient);
    const smtputf8 = questions.some((question) => question.smtputf8);
    const fresh = this.#asked === 0;
    this.#tally.recipients += questions.length;
    const outcome = await askRecipients(this.#session, recipients, { ...options, smtputf8, fresh });
    let probe = this.#absorb(questions, outcome);
    while (probe !== undefined) {
      if (this.#hostRoom <= 0) return this.#group.add(probe, "first");
      this.#tally.recipients += 1;
      probe = this.#absorb([probe], await askAnother(this.#session, probe.recipient, options));
    }
  }

  /** A host without SMTPUTF8 cannot receive an address that needs it. */
  #speaks(question: Question): boolean {
    if (!question.smtputf8 || this.#session.smtputf8) return true;
    const { target } = this.#session;
    const at = new Date().toISOString();
    question.evidence.push({ stage: "mail_from", ...target, failure: "smtputf8_missing", at });
    this.answered += 1;
    question.answer(false);
    return false;
  }

  /** Assigns replies. @returns the random address that has to be sent now. */
  #absorb(questions: readonly Question[], outcome: TransactionOutcome): Question | undefined {
    if (outcome.breakage !== undefined || outcome.senderRefused !== undefined) this.#over = true;
    if (outcome.senderRefused !== undefined) {
      this.#tally.see([this.#replySeen("mail_from", outcome.senderRefused)]);
    }
    let probe: Question | undefined;
    for (const [index, question] of questions.entries()) {
      const reply = outcome.replies[index];
      if (reply === undefined) this.#miss(question, outcome, index < outcome.sent);
      else probe = this.#settle(question, reply) ?? probe;
    }
    return probe;
  }

  /** @returns the random address that has to be sent now. */
  #settle(question: Question, reply: Reply): Question | undefined {
    const seen = this.#replySeen(question.stage, reply);
    const named = nameRecipient(seen, question);
    question.evidence.push(question.stage === "catch_all" ? named : seen);
    const classified = classifyReply(seen);
    this.#tally.count(classified, seen);
    if (reply.code === 421) this.#over = true;
    if (classified.scope === "session" || reply.code === 421) {
      this.#limit();
      this.seen = [named];
      this.#group.retry(question);
      return undefined;
    }
    if (isAboutRecipient(classified)) this.answered += 1;
    else this.seen = [named];
    if (classified.verdict.reason === "domain_not_served" && question.stage === "rcpt") {
      question.avoided = new Set([...question.avoided, this.#session.target.host]);
      if (this.#group.hasOtherHost(question)) {
        this.#group.add(question);
        return undefined;
      }
    }
    const accepted = classified.verdict.status === "catch_all";
    if (question.followUp !== undefined && isOpen(classified)) return question.followUp();
    question.answer(accepted);
    if (question.stage === "catch_all") return undefined;
    // A greylisting host that receives the random addresses along with the real one recognizes all of them on the next attempt.
    const matters = accepted || classified.verdict.reason === "greylisted";
    if (!matters || !question.domain.probe.claim()) return undefined;
    return createProbe(question, this.#group.context.probeKey);
  }

  /** There was no reply to this question. */
  #miss(question: Question, outcome: TransactionOutcome, sent: boolean): void {
    const { breakage, senderRefused } = outcome;
    if (senderRefused !== undefined) {
      this.seen = [this.#replySeen("mail_from", senderRefused)];
      question.evidence.push(...this.seen);
      return question.answer(false);
    }
    // After a 421.
    if (breakage === undefined) return this.#group.retry(question, this.seen);
    // The host became silent before it answered this one.
    if (!sent && this.answered > 0) return this.#group.add(restart(question));
    const late = question.deadlineAt !== undefined && performance.now() >= question.deadlineAt - 1;
    const failure = breakage.failure === "timeout" && late ? "budget" : breakage.failure;
    const at = new Date().toISOString();
    const seen = { ...breakage, ...this.#session.target, failure, at };
    this.seen = [seen];
    question.evidence.push(
      question.stage === "catch_all" ? nameRecipient({ ...seen, stage: "catch_all" }, question) : seen,
    );
    // A host that is silent or sends junk would do so again; a lost connection may be an accident.
    if (failure === "timeout" || failure === "budget" || failure === "malformed")
      return question.answer(false);
    this.#group.shrink(this.answered);
    this.#group.retry(question);
  }

  /** The host accepts no more recipients in a session: later sessions have no more than this. */
  #limit(): void {
    if (this.#full) return;
    this.#full = true;
    const { memory } = this.#group.context;
    memory.limitRecipients(this.#session.target, Math.max(this.answered, 1));
  }

  #replySeen(stage: SmtpStage, { code, text, enhanced }: Reply): SmtpReplyEvidence {
    const { attempt } = this.#group.context;
    const base = { stage, ...this.#session.target, code, text, attempt, at: new Date().toISOString() };
    return enhanced === undefined ? base : { ...base, enhanced };
  }
}

function nameRecipient<Seen extends Evidence>(seen: Seen, { recipient, shape }: Question) {
  return shape === undefined ? { ...seen, recipient } : { ...seen, recipient, shape };
}

/** Whether the answer about one random address leaves open if another one would be refused. */
function isOpen({ verdict, scope }: Classification): boolean {
  return scope === "mailbox" && verdict.status !== "invalid";
}

/** A reply about the provider or the sender is not an answer about a recipient, and more recipients would make it worse. */
function isAboutRecipient({ scope }: Classification): boolean {
  return scope === "mailbox" || scope === "domain";
}
