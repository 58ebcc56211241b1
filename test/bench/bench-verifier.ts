import { measureAccuracy } from "./verifier/accuracy.ts";
import { measureClassification } from "./verifier/classification.ts";
import { measureSpeed } from "./verifier/speed.ts";

/** The verifier without the service around it: how true, how fast, beside validators that others use. */
export async function benchVerifier(): Promise<void> {
  await measureAccuracy();
  await measureSpeed();
  measureClassification();
}
