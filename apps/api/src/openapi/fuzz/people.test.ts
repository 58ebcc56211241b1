import { fuzz } from "#openapi/fuzz/fuzz.ts";

fuzz("people");
