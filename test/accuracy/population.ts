import { addressForm, createTruth, firstNames, lastNames, personas, type Expectation } from "@winnow/sandbox";

const COMPANIES = ["acme", "globex"];
const PEOPLE = 10;

/**
 * Addresses at two companies of every persona of the sandbox, with the truth about each: people who exist, people who do not,
 * and the exceptions of a persona.
 * @param seed the sandbox's
 */
export function population(seed = 0): Expectation[] {
  const truthOf = createTruth({ seed });
  const addresses = personas.flatMap(({ domain, expected }) => [
    ...expected.map(({ address }) => address),
    ...COMPANIES.flatMap((company) => people().map((local) => `${local}@${company}.${domain}`)),
  ]);
  return addresses.map((address) => {
    const truth = truthOf(address);
    if (truth === undefined) throw new Error(`the sandbox has no truth about ${address}`);
    return truth;
  });
}

function people(): string[] {
  const named = Array.from({ length: PEOPLE }, (_, index) => {
    const [first = "", last = ""] = [firstNames[index * 3], lastNames[index * 5]];
    return `${addressForm(first)}.${addressForm(last)}`;
  });
  return [...named, "person.7", "nobody"];
}
