/** Cases: the feature's routes, its job workers and its projection. */
import type { Feature } from "../../platform.ts";
import { applicantRoutes } from "./applicant.routes.ts";
import { caseContext } from "./case-context.ts";
import { draftRoutes } from "./draft.routes.ts";
import { caseProjection } from "./projection.ts";
import { readingRoutes } from "./reading.routes.ts";
import { registerCaseWorkers } from "./workers/index.ts";

/** Registers the feature. */
export const cases: Feature = (routes, platform) => {
  const context = caseContext(platform);
  registerCaseWorkers(context);
  platform.runtime.addProjection(caseProjection(context));
  draftRoutes(routes, context);
  applicantRoutes(routes, context);
  readingRoutes(routes, context);
};
