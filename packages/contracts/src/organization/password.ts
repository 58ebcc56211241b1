import { z } from "zod";

/** The rule for every password, new or first. */
export const Password = z.string().min(10).max(200).meta({ format: "password" });
