export { Liveness, Readiness, ReadinessCheck, ReadinessChecks } from "./health.ts";
export { Home, HomeLinks } from "./home.ts";
export { OpenApiDocument } from "./openapi-document.ts";
