import { startSandbox, type Expectation } from "@winnow/sandbox";
import { ConfusionMatrix } from "../../accuracy/confusion-matrix.ts";
import { population } from "../../accuracy/population.ts";
import { nameTruth } from "../../accuracy/second-look.ts";
import { describeMachine } from "../report/machine.ts";
import { printMeasurements } from "../report/table.ts";
import type { Said } from "./contestant.ts";
import { contestantNames, describeContestant, isPeer } from "./contestants.ts";
import { ANSWERS, answerOf, judge, JUDGEMENTS } from "./judge.ts";
import { measureContestant } from "./measure-contestant.ts";

const CONNECTIONS = 50;

/** Answers of one contestant, in the common words. */
interface Tally {
  readonly name: string;
  readonly answers: ConfusionMatrix;
  /** Those of them that are wrong. */
  readonly wrong: ConfusionMatrix;
  readonly judgements: Readonly<Record<string, number>>;
}

/** The answers of Winnow and its peers about every person in the sandbox, compared with the truth. */
export async function measureAccuracy(): Promise<void> {
  const truths = population();
  const tallies: Tally[] = [];
  for (const name of contestantNames) {
    const said = await askAll(truths, name);
    if (!isPeer(name)) printMatrix(truths, said);
    tallies.push(tally(await describeContestant(name), truths, said));
  }
  printAnswers(truths, tallies);
  printMeasurements(
    `Verdicts about ${truths.length} addresses of the sandbox`,
    describeMachine(),
    tallies.map(({ name, judgements }) => ({ name, figures: judgements })),
  );
}

type Answers = ReadonlyMap<string, Said>;

async function askAll(
  truths: readonly Expectation[],
  name: (typeof contestantNames)[number],
): Promise<Answers> {
  // Each has a new sandbox, because greylists keep a state.
  await using sandbox = await startSandbox();
  const addresses = truths.map(({ address }) => address);
  const { answers } = await measureContestant(sandbox, name, { addresses, connections: CONNECTIONS });
  return new Map(answers);
}

function printMatrix(truths: readonly Expectation[], said: Answers): void {
  const matrix = new ConfusionMatrix();
  for (const truth of truths) matrix.count(nameTruth(truth), saidOf(truth, said));
  process.stdout.write(`\n## Winnow's verdicts about the sandbox\n${matrix}\n`);
}

function tally(name: string, truths: readonly Expectation[], said: Answers): Tally {
  const [answers, wrong] = [new ConfusionMatrix(), new ConfusionMatrix()];
  const judgements = Object.fromEntries(JUDGEMENTS.map((judgement) => [judgement, 0]));
  for (const truth of truths) {
    const answer = saidOf(truth, said);
    const judgement = judge(truth, answer);
    answers.count(nameTruth(truth), answerOf(answer));
    if (judgement.startsWith("wrongly")) wrong.count(nameTruth(truth), answerOf(answer));
    judgements[judgement] = (judgements[judgement] ?? 0) + 1;
  }
  return { name, answers, wrong, judgements };
}

function saidOf({ address }: Expectation, said: Answers): Said {
  const answer = said.get(address);
  if (answer === undefined) throw new Error(`there is no answer about ${address}`);
  return answer;
}

function printAnswers(truths: readonly Expectation[], tallies: readonly Tally[]): void {
  const cell = ({ answers, wrong }: Tally, truth: string): string =>
    ANSWERS.map((answer) => {
      const count = answers.cell(truth, answer);
      return wrong.cell(truth, answer) > 0 ? `**${count}**` : String(count || "·");
    }).join(" / ");
  const lines = [...new Set(truths.map(nameTruth))].map((truth) =>
    [truth, ...tallies.map((one) => cell(one, truth))].join(" | "),
  );
  process.stdout.write(
    [
      `\n## Answers by truth: ${ANSWERS.join(" / ")}, wrong ones in bold`,
      `| ${["truth", ...tallies.map(({ name }) => name)].join(" | ")} |`,
      `|---|${tallies.map(() => "---|").join("")}`,
      ...lines.map((line) => `| ${line} |`),
      "",
    ].join("\n"),
  );
}
