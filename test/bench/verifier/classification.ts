import { classifyReply, parseAddress } from "@winnow/verifier";
import { describeMachine } from "../report/machine.ts";
import { printMeasurements, type Measurement } from "../report/table.ts";
import { endlessReplies, ordinaryReplies } from "./replies.ts";

const INPUTS = 3_000;
const MEASURED_MS = 1_500;
/** Of each text, 2,048 characters are read, so a text of 64 KiB takes no longer. */
const HOSTILE_CHARACTERS = [2_048, 65_536];

/** The pure parts: classifying replies, and parsing addresses. */
export function measureClassification(): void {
  const line = (name: string, perSecond: number): Measurement => ({
    name,
    figures: { "per second": perSecond, "µs each": 1e6 / perSecond },
  });
  printMeasurements("Replies classified and addresses parsed, on one core", describeMachine(), [
    line("classifyReply: replies of all kinds", measure(ordinaryReplies(INPUTS), classifyReply)),
    ...HOSTILE_CHARACTERS.map((characters) =>
      line(
        `classifyReply: ${characters} characters that fit no rule`,
        measure(endlessReplies(20, characters), classifyReply),
      ),
    ),
    line("parseAddress: ordinary addresses", measure(ordinaryAddresses(), parseAddress)),
    line("parseAddress: quoted, international, wrong", measure(oddAddresses(), parseAddress)),
  ]);
}

/** Repeats the work, after an equally long warm-up. @returns repetitions per second. */
function measure<Input>(inputs: readonly Input[], work: (input: Input) => unknown): number {
  repeat(inputs, work);
  return repeat(inputs, work);
}

function repeat<Input>(inputs: readonly Input[], work: (input: Input) => unknown): number {
  const startedAt = performance.now();
  let done = 0;
  while (performance.now() - startedAt < MEASURED_MS) {
    for (const input of inputs) work(input);
    done += inputs.length;
  }
  return (done * 1000) / (performance.now() - startedAt);
}

function ordinaryAddresses(): string[] {
  return Array.from({ length: INPUTS }, (_, index) => `Ada.Lovelace+${index}@mail${index % 200}.Example.com`);
}

function oddAddresses(): string[] {
  const odd = [
    (n: number) => `"much.more unusual ${n}"@example.com`,
    (n: number) => `jürgen.müller${n}@bücher${n % 50}.example`,
    (n: number) => `用户${n}@例子.广告`,
    (n: number) => `ada..lovelace${n}@example.com`,
    (n: number) => `ada${n}@exa_mple.com`,
    (n: number) => `${"a".repeat(64)}${n}@example.com`,
    (n: number) => `ada${n}@[192.0.2.1]`,
    (n: number) => `ada${n} at example.com`,
    (n: number) => `Ada <ada${n}@example.com>`,
    (n: number) => `ada${n}@gmial.com`,
  ];
  return Array.from({ length: INPUTS }, (_, index) => odd[index % odd.length]?.(index) ?? "");
}
