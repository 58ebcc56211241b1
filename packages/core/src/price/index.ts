export { priceCredits, priceMillicredits } from "./price.ts";
