/**
 * The runtime in a world that the seed rules: two servers on one database, statements that are answered in any order, connections
 * that are cut (also in the middle of commits), servers that die at any step, announcements that are lost, clocks that jump.
 * CI plays 500 lives; `npm run test:simulation -- --seeds 5000` plays more, `-- --from 17 --seeds 1` one of them again.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { EFFECT_TABLE } from "./testing/fault-protocol.ts";
import { live, prepare } from "./testing/simulation/simulated-world.ts";

const FROM = Number(process.env["SIMULATION_FROM"] ?? 1);
const SEEDS = Number(process.env["SIMULATION_SEEDS"] ?? 40);
const MIGRATIONS = join(import.meta.dirname, "../../../prisma/migrations");
const FAULTS = { crashes: 3, cuts: 6, jumps: 2 };

let store: PGlite;
beforeAll(async () => {
  store = await PGlite.create();
  const names = readdirSync(MIGRATIONS).filter((name) => /^\d/.test(name));
  for (const name of names.toSorted())
    await store.exec(readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8"));
  await store.exec(EFFECT_TABLE);
  vi.useFakeTimers({
    toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "Date"],
  });
  await prepare(store);
});
afterAll(async () => {
  vi.useRealTimers();
  await store.close();
});

test(
  `${SEEDS} lives from seed ${FROM} lose nothing, double nothing and come to their end`,
  { timeout: 60_000 + SEEDS * 2000 },
  async () => {
    let faults = 0;
    for (let seed = FROM; seed < FROM + SEEDS; seed += 1) {
      const life = await live(store, seed, FAULTS);
      faults += life.faults;
      expect({ seed, findings: life.findings }).toEqual({ seed, findings: [] });
    }
    // The faults were there.
    expect(faults).toBeGreaterThan(SEEDS * 4);
  },
);

test("a seed plays the same life again, and another one another", async () => {
  const first = await live(store, 7, FAULTS);
  expect(await live(store, 7, FAULTS)).toEqual(first);
  expect((await live(store, 8, FAULTS)).trace).not.toBe(first.trace);
});

test("the judge sees a commit that was acknowledged and did not happen", async () => {
  const lying = { crashes: 0, cuts: 0, jumps: 0, lies: 1 };
  const { findings } = await live(store, 1, lying);
  expect(findings).not.toEqual([]);
});
