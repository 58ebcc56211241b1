import { measureAccuracy } from "./verifier/accuracy.ts";
import { measureClassification } from "./verifier/classification.ts";
import { measureSpeed } from "./verifier/speed.ts";

/** The verifier without the service: its accuracy and speed, compared with other validators. */
export async function benchVerifier(): Promise<void> {
  await measureAccuracy();
  await measureSpeed();
  measureClassification();
}
