/**
 * Sessions in the database, so that any server knows them. The cookie carries 32 random bytes; only their hash is kept. A
 * session ends after its absolute time, after two idle hours, at log-out, and when its account is switched off.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Database, Prisma } from "@tongban/prisma";
import { ROLES, type Role, type Viewer } from "../../authorisation/roles.ts";

/** Idle time after which a session ends. */
const IDLE_MS = 2 * 3_600_000;
/** How often `lastSeenAt` is written, at most. */
const TOUCH_MS = 60_000;

/** Opens, finds and ends sessions. */
export interface SessionStore {
  /** Opens a session; the answer is the cookie's token, which is kept nowhere. */
  open(accountId: string): Promise<string>;
  /** Whose session it is, or null when it has ended. */
  viewerOf(token: string): Promise<Viewer | null>;
  /** Whether the session goes on; does not count as use. */
  isOpen(token: string): Promise<boolean>;
  end(token: string): Promise<void>;
  /** Deletes sessions that have ended; the answer is their number. */
  sweep(): Promise<number>;
}

/** @param machineNow the machine's time (a demonstration's clock must not log everybody out) */
export function sessionStore(
  database: Database,
  machineNow: () => number,
  sessionMs: number,
): SessionStore {
  return {
    async open(accountId) {
      const token = randomBytes(32).toString("base64url");
      const now = machineNow();
      await database.session.create({
        data: {
          tokenHash: hashOf(token),
          accountId,
          createdAt: new Date(now),
          lastSeenAt: new Date(now),
          expiresAt: new Date(now + sessionMs),
        },
      });
      return token;
    },
    async viewerOf(token) {
      const now = machineNow();
      const session = await database.session.findUnique({
        where: openSession(token, now),
        include: { account: { include: { grants: { include: { office: true } } } } },
      });
      if (session === null) return null;
      if (now - session.lastSeenAt.getTime() > TOUCH_MS) {
        await database.session.updateMany({
          where: { tokenHash: session.tokenHash },
          data: { lastSeenAt: new Date(now) },
        });
      }
      return viewerFrom(session.account);
    },
    async isOpen(token) {
      return (await database.session.count({ where: openSession(token, machineNow()) })) === 1;
    },
    async end(token) {
      await database.session.deleteMany({ where: { tokenHash: hashOf(token) } });
    },
    async sweep() {
      const now = machineNow();
      const { count } = await database.session.deleteMany({
        where: {
          OR: [
            { expiresAt: { lt: new Date(now) } },
            { lastSeenAt: { lt: new Date(now - IDLE_MS) } },
          ],
        },
      });
      return count;
    },
  };
}

function openSession(
  token: string,
  now: number,
): Prisma.SessionWhereInput & { tokenHash: Uint8Array<ArrayBuffer> } {
  return {
    tokenHash: hashOf(token),
    expiresAt: { gt: new Date(now) },
    lastSeenAt: { gt: new Date(now - IDLE_MS) },
    account: { isActive: true },
  };
}

type AccountWithGrants = Prisma.AccountGetPayload<{
  include: { grants: { include: { office: true } } };
}>;

/** The person whose account it is. */
export function viewerFrom(account: AccountWithGrants): Viewer {
  return {
    accountId: account.id,
    personId: account.personId,
    name: account.name,
    kind: account.kind === "staff" ? "staff" : "citizen",
    locale: account.locale,
    grants: account.grants.flatMap(({ role, officeKey, office }) => {
      if (!isRole(role)) return [];
      const officeName = office?.name ?? null;
      return [{ role, officeKey, officeName, regionCode: office?.regionCode ?? null }];
    }),
  };
}

function hashOf(token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(createHash("sha256").update(token).digest());
}

function isRole(text: string): text is Role {
  return (ROLES as readonly string[]).includes(text);
}
