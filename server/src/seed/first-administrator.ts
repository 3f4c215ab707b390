/** The first administrator of an installation that has no sample city. */
import { ADVISORY_LOCKS } from "../advisory-locks.ts";
import { hashPassword } from "../features/auth/password.ts";
import type { Platform } from "../platform.ts";

/**
 * Makes the administrator that ADMIN_USERNAME and ADMIN_PASSWORD name, where there is none. Answers whether there is one now.
 */
export async function ensureAdministrator({ database, config }: Platform): Promise<boolean> {
  const { username, password } = config.firstAdministrator;
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  return database.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADVISORY_LOCKS.firstAdministrator}::bigint)`;
    const found = await tx.accountGrant.findFirst({
      where: { role: "admin", account: { isActive: true } },
    });
    if (found !== null) return true;
    if (passwordHash === undefined) return false;
    await tx.account.create({
      data: {
        username,
        name: "系统管理员",
        kind: "staff",
        passwordHash,
        grants: { create: [{ role: "admin", officeKey: null }] },
      },
    });
    return true;
  });
}
