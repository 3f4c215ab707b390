/** Who calls the process API, and what they may do there. */
import type { Role } from "../authorisation/roles.ts";

/** What can be allowed. */
export const RIGHTS = ["read", "data", "deploy", "operate", "tasks", "work"] as const;

/**
 * `read`: definitions, instances and incidents, without variables · `data`: variables · `deploy`: models · `operate`: start,
 * message, repair and end instances · `tasks`: work for people · `work`: jobs, with the variables that they carry.
 */
export type Right = (typeof RIGHTS)[number];

/** Another system, or a person. */
export interface Principal {
  readonly kind: "client" | "person";
  /** The client's id, or the person's user name. */
  readonly name: string;
  readonly displayName: string;
  readonly rights: ReadonlySet<Right>;
  /** Processes that it reaches, as patterns for LIKE; null for all. What it does not reach does not exist for it. */
  readonly processes: readonly string[] | null;
}

// Variables hold what citizens have told. People see that in their cases, where it is scoped and recorded, and not here.
const RIGHTS_OF_ROLES: Partial<Record<Role, readonly Right[]>> = {
  analyst: ["read", "deploy"],
  supervisor: ["read"],
  admin: ["read", "operate"],
};

/** What a person with these roles may do. */
export function rightsOf(roles: readonly Role[]): ReadonlySet<Right> {
  return new Set(roles.flatMap((role) => RIGHTS_OF_ROLES[role] ?? []));
}

/** The LIKE pattern of a process id in which `*` stands for anything. */
export function likePattern(pattern: string): string {
  return pattern.replaceAll(/[\\%_]/g, String.raw`\$&`).replaceAll("*", "%");
}

/** Whether the process is among those that the principal (or whoever else has patterns) reaches. */
export function reaches({ processes }: Pick<Principal, "processes">, processId: string): boolean {
  return processes === null || processes.some((pattern) => isLike(processId, pattern));
}

function isLike(text: string, pattern: string): boolean {
  const [first = "", ...rest] = pattern.split("%").map((part) => part.replaceAll(/\\(.)/g, "$1"));
  if (rest.length === 0) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? "";
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
