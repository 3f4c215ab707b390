/** The demonstration clock's offset in the database, shared by all servers. */
import type { Platform } from "../../platform.ts";

const KEY = "demoClockOffsetMs";

/** Takes over the stored offset; called at the start and whenever a server has moved it. */
export async function loadClockOffset({
  database,
  clock,
  config,
}: Pick<Platform, "database" | "clock" | "config">): Promise<void> {
  if (!config.demoClock) return;
  const row = await database.platformSetting.findUnique({ where: { key: KEY } });
  clock.setOffset(typeof row?.value === "number" ? row.value : 0);
}

/** Moves the clock forward by `ms` for everyone. */
export async function advanceClock(
  platform: Pick<Platform, "database" | "clock" | "config" | "runtime">,
  ms: number,
): Promise<void> {
  // Added in the database: two administrators who advance at once both move it.
  await platform.database.$executeRaw`
    INSERT INTO platform_setting AS old (key, value) VALUES (${KEY}, to_jsonb(${ms}::bigint))
    ON CONFLICT (key) DO UPDATE SET value = to_jsonb((old.value)::bigint + ${ms}::bigint)`;
  await loadClockOffset(platform);
  platform.runtime.wake();
}
