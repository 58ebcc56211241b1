export { IssuedKey, Signup, SignupAnswer } from "./signup.ts";
