/** Roles of people, and the groups that a model's tasks are offered to. */

/** Every role; all but `citizen` and `admin` are held at an office. */
export const ROLES = [
  "citizen",
  "window",
  "inspector",
  "reviewer",
  "approver",
  "supervisor",
  "matterAdmin",
  "analyst",
  "hallManager",
  "admin",
] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/** A role at an office; `officeKey` is null for roles held nowhere in particular. */
export interface Grant {
  readonly role: Role;
  readonly officeKey: string | null;
  readonly officeName: string | null;
  /** Region of the office (GB/T 2260), null without an office. */
  readonly regionCode: string | null;
}

/** The person behind a request. */
export interface Viewer {
  readonly accountId: string;
  /** The natural person behind a citizen's account. */
  readonly personId: string | null;
  readonly name: string;
  readonly kind: "citizen" | "staff";
  /** `zh-CN` or `en`. */
  readonly locale: string;
  readonly grants: readonly Grant[];
}

/** Whether the viewer holds one of the roles anywhere. */
export function hasRole(viewer: Viewer, ...roles: readonly Role[]): boolean {
  return viewer.grants.some((grant) => roles.includes(grant.role));
}

/** The viewer's groups as models name them: `reviewer@scjgj`. */
export function groupsOf(viewer: Viewer): string[] {
  return viewer.grants.flatMap(({ role, officeKey }) =>
    officeKey === null ? [] : [`${role}@${officeKey}`],
  );
}
