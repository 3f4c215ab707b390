/** What the features stand on; opened by createServer, handed to every feature. */
import type { PrismaClient } from "@tongban/prisma";
import type { Registry } from "prom-client";
import type { Config } from "./config.ts";
import type { FileStore } from "./features/files/file-store.ts";
import type { Routes } from "./http.ts";
import type { DataProtection } from "./infrastructure/data-protection.ts";
import type { Lifecycle } from "./lifecycle.ts";
import type { PlatformClock } from "./platform-clock.ts";
import type { Runtime } from "./runtime/index.ts";

/** The parts that features share. */
export interface Platform {
  readonly config: Config;
  /** The only time there is. */
  readonly clock: PlatformClock;
  readonly database: PrismaClient;
  /** Seals identity numbers and mobiles. */
  readonly protection: DataProtection;
  /** Content of uploaded files and issued documents. */
  readonly files: FileStore;
  /** Runs the models. */
  readonly runtime: Runtime;
  /** Numbers for Prometheus. */
  readonly metrics: Registry;
  /** Address of the broker that hall devices are on. */
  readonly mqttUrl: string;
  /** What a feature opens beside its routes. */
  readonly lifecycle: Lifecycle;
}

/** A feature: registers its routes, and whatever else it needs, on the platform. One line in app.ts. */
export type Feature = (routes: Routes, platform: Platform) => void | Promise<void>;
