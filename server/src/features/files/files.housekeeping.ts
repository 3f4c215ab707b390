/** Sweeps unreferenced content every hour. It has no routes: files belong to the features that take them. */
import { repeated } from "../../lifecycle.ts";
import type { Feature } from "../../platform.ts";
import { sweepFiles } from "./sweep-files.ts";

const HOUR_MS = 3_600_000;

/** Registers the feature. */
export const files: Feature = (routes, platform) => {
  const onError = (error: unknown): void => routes.log.error(error, "sweeping files");
  platform.lifecycle.add(repeated(() => sweepFiles(platform), HOUR_MS, onError));
};
