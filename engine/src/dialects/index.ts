/** Import of models that were made for other engines. */
export type { ReportLine } from "./report.ts";
export { dialectOf, translateModel, type TranslatedModel } from "./translate.ts";
