/** The demonstration clock's offset in the database, shared by all servers. */
import type { Platform } from "../../platform.ts";

const KEY = "demoClockOffsetMs";
const HELD = "demoClockHeldAt";

/** Takes over the stored offset; called at the start and whenever a server has moved it. */
export async function loadClockOffset({
  database,
  clock,
  config,
}: Pick<Platform, "database" | "clock" | "config">): Promise<void> {
  if (!config.demoClock) return;
  const rows = await database.platformSetting.findMany({ where: { key: { in: [KEY, HELD] } } });
  const numberOf = (wanted: string): number | null => {
    const value = rows.find(({ key }) => key === wanted)?.value;
    return typeof value === "number" ? value : null;
  };
  clock.setOffset(numberOf(KEY) ?? 0);
  clock.hold(numberOf(HELD));
}

type Moved = Pick<Platform, "database" | "clock" | "config" | "runtime">;

/** Holds the clock at an instant (epoch ms) for everyone. */
export async function pinClock(platform: Moved, at: number): Promise<void> {
  const value = { value: at };
  await platform.database.platformSetting.upsert({
    where: { key: HELD },
    create: { key: HELD, ...value },
    update: value,
  });
  await loadClockOffset(platform);
  platform.runtime.wake();
}

/** Lets it go on with the machine's, also where it had been moved forward. */
export async function releaseClock(platform: Moved): Promise<void> {
  await platform.database.platformSetting.deleteMany({ where: { key: { in: [KEY, HELD] } } });
  await loadClockOffset(platform);
  platform.runtime.wake();
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
