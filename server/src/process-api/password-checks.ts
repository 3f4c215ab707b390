/**
 * Passwords of people who call with HTTP Basic: checked slowly once, then remembered; guessing is slowed down for each name, as at the
 * log-in, and for each address.
 */
import { createHmac, randomBytes } from "node:crypto";
import type { FastifyRequest } from "fastify";
import { attemptThrottle } from "../features/auth/attempt-throttle.ts";
import { verifyPassword } from "../features/auth/password.ts";
import { turns } from "../features/auth/turns.ts";
import type { Routes } from "../http.ts";
import type { Platform } from "../platform.ts";
import { GUESSABLE } from "../plugins/rate-limits.ts";
import { ApiProblem } from "./api-problem.ts";

/** Passwords that were right, so that their slow hash is not computed again with each call. */
const REMEMBERED = 1000;

/** What was typed, and the hash of the account of that name; null when there is none. */
export interface TypedPassword {
  readonly username: string;
  readonly password: string;
  readonly passwordHash: string | null;
}

/** Whether the password is right. @throws ApiProblem RESOURCE_EXHAUSTED after too many that were not */
export type PasswordCheck = (request: FastifyRequest, typed: TypedPassword) => Promise<boolean>;

/** See file head. @param routes where checks are counted */
export function passwordCheck(
  routes: Pick<Routes, "createRateLimit">,
  { database, clock }: Pick<Platform, "database" | "clock">,
): PasswordCheck {
  const throttle = attemptThrottle(database, clock.machineNow);
  const limit = routes.createRateLimit({ ...GUESSABLE, allowList: [] });
  const inTurn = turns();
  // What was typed, as a digest that is worth nothing outside of this process → the stored hash that it matched.
  const remembered = new Map<string, string>();
  const memoryKey = randomBytes(32);
  const refuseBlocked = async (username: string): Promise<void> => {
    if (!(await throttle.isOpen("login", username))) throw blocked();
  };
  return async (request, { username, password, passwordHash }) => {
    const key = createHmac("sha256", memoryKey).update(`${username}\0${password}`).digest("hex");
    const isRemembered = (): boolean =>
      passwordHash !== null && remembered.get(key) === passwordHash;
    await refuseBlocked(username);
    if (isRemembered()) return true;
    // Each check costs time and memory, whatever comes of it.
    const counted = await limit(request);
    if (!counted.isAllowed && counted.isExceeded) throw blocked();
    // Guesses that come together are all counted before the next is made.
    return inTurn(username, async () => {
      await refuseBlocked(username);
      if (isRemembered()) return true;
      if (!(await verifyPassword(passwordHash, password)) || passwordHash === null) {
        await throttle.failed("login", username);
        return false;
      }
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(key, passwordHash);
      return true;
    });
  };
}

function blocked(): ApiProblem {
  return new ApiProblem("RESOURCE_EXHAUSTED", "Too many failed attempts. Try again later.");
}
