export * from "./member.ts";
export { IssuedKey, Signup, SignupAnswer } from "./signup.ts";
