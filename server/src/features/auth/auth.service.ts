/** Log-in, log-out, profile. */
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { Platform } from "../../platform.ts";
import type { Me } from "./auth.schema.ts";
import { attemptThrottle } from "./attempt-throttle.ts";
import { verifyPassword } from "./password.ts";
import { sessionStore } from "./session-store.ts";
import { turns } from "./turns.ts";

/** What the routes call. */
export interface AuthService {
  /**
   * Checks the password and opens a session; the answer is its token.
   *
   * @throws Problem LOGIN_FAILED, LOGIN_BLOCKED
   */
  logIn(username: string, password: string): Promise<{ token: string; viewer: Viewer }>;
  logOut(token: string): Promise<void>;
  setLocale(viewer: Viewer, locale: string): Promise<void>;
  /** Deletes ended sessions and forgotten failures. */
  sweep(): Promise<void>;
}

/** Builds the service. */
export function authService({ database, clock, config }: Platform): AuthService {
  const sessions = sessionStore(database, clock.machineNow, config.sessionMs);
  const throttle = attemptThrottle(database, clock.machineNow);
  const inTurn = turns();
  const checked = (username: string, password: string): Promise<string> =>
    // Guesses that come together are all counted before the next is made.
    inTurn(username, async () => {
      if (!(await throttle.isOpen("login", username))) throw new Problem("LOGIN_BLOCKED");
      const account = await database.account.findUnique({ where: { username } });
      const matches = await verifyPassword(account?.passwordHash ?? null, password);
      if (!matches || account === null || !account.isActive) {
        await throttle.failed("login", username);
        throw new Problem("LOGIN_FAILED");
      }
      await throttle.succeeded("login", username);
      return account.id;
    });
  return {
    async logIn(name, password) {
      const token = await sessions.open(await checked(name.toLowerCase(), password));
      const viewer = await sessions.viewerOf(token);
      if (viewer === null) throw new Error("A session that was just opened is gone");
      return { token, viewer };
    },
    logOut: (token) => sessions.end(token),
    async setLocale(viewer, locale) {
      await database.account.update({ where: { id: viewer.accountId }, data: { locale } });
    },
    async sweep() {
      await sessions.sweep();
      await throttle.sweep();
    },
  };
}

/** The profile as the web app sees it. */
export function profileOf(viewer: Viewer, csrf: string): Me {
  const offices = new Map<string, string>();
  for (const { officeKey, officeName } of viewer.grants) {
    if (officeKey !== null) offices.set(officeKey, officeName ?? officeKey);
  }
  return {
    id: viewer.accountId,
    name: viewer.name,
    kind: viewer.kind,
    roles: [...new Set(viewer.grants.map((grant) => grant.role))],
    offices: [...offices].map(([key, officeName]) => ({ key, name: officeName })),
    region: viewer.grants.find((grant) => grant.regionCode !== null)?.regionCode ?? null,
    csrfToken: csrf,
    locale: viewer.locale,
  };
}
