import { describe, expect, test } from "vitest";
import { QuestionQueue } from "#engine/question-queue.ts";
import type { Question } from "#engine/question.ts";

function question(recipient: string, options: { avoided?: readonly string[]; inMs?: number } = {}) {
  const answers: boolean[] = [];
  const { avoided = [], inMs } = options;
  const asked: Question = {
    stage: "rcpt",
    recipient,
    smtputf8: false,
    domain: {} as Question["domain"],
    evidence: [],
    avoided: new Set(avoided),
    tries: 0,
    answer: (accepted) => void answers.push(accepted),
  };
  if (inMs !== undefined) asked.deadlineAt = performance.now() + inMs;
  return Object.assign(asked, { answers });
}

function queueOf(...questions: readonly Question[]): QuestionQueue {
  const queue = new QuestionQueue();
  for (const each of questions) queue.add(each, "last");
  return queue;
}

function names(questions: readonly Question[]): string[] {
  return questions.map(({ recipient }) => recipient);
}

describe("QuestionQueue", () => {
  test("returns questions in order, those with running clocks first", () => {
    const queue = queueOf(question("a"), question("b"), question("c"));
    queue.add(question("d"), "first");
    expect(names(queue.take(3))).toEqual(["d", "a", "b"]);
    expect(queue.length).toBe(1);
    expect(names(queue.drain())).toEqual(["c"]);
    expect(queue.take(3)).toEqual([]);
  });

  test("combines only questions for the same hosts", () => {
    const queue = queueOf(question("a"), question("b", { avoided: ["mx1.test", "mx2.test"] }));
    queue.add(question("c", { avoided: ["mx2.test", "mx1.test"] }), "last");
    queue.add(question("d", { avoided: ["mx1.test"] }), "last");
    expect(names(queue.take(3))).toEqual(["a"]);
    expect(queue.take(3, new Set(["mx3.test", "mx2.test"]))).toEqual([]);
    expect(names(queue.take(3))).toEqual(["b", "c"]);
    expect(names(queue.take(3))).toEqual(["d"]);
  });

  test("does not combine questions with running clocks and those without", () => {
    const queue = queueOf(question("a"), question("b", { inMs: 60_000 }), question("c"));
    expect(names(queue.take(3))).toEqual(["a"]);
    expect(names(queue.take(3))).toEqual(["b"]);
    queue.drain();
  });

  test("answers questions whose time runs out, and keeps the order of the others", async () => {
    const late = question("late", { inMs: 20 });
    const queue = queueOf(question("a"), question("b", { inMs: 60_000 }), late, question("c"));
    await expect.poll(() => late.answers).toEqual([false]);
    expect(late.evidence).toMatchObject([{ stage: "rcpt", host: "", failure: "budget" }]);
    expect(names(queue.drain())).toEqual(["a", "b", "c"]);
  });

  test("a nearer deadline moves the alarm", async () => {
    const [far, near] = [question("far", { inMs: 60_000 }), question("near", { inMs: 10 })];
    const queue = queueOf(far, near);
    await expect.poll(() => near.answers).toEqual([false]);
    expect(far.answers).toEqual([]);
    queue.drain();
  });
});
