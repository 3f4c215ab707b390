/** The accounts of the sample city, for the block that the start prints and the log-in pages. */
import { DEMO_PASSWORD, sampleCity } from "@tongban/prisma/seed";
import { z } from "zod";
import { ROLES, type Role } from "../authorisation/roles.ts";

/** One account. */
export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  /** Empty for a citizen. */
  readonly roles: readonly Role[];
  /** Who it is and what it can do, in one line. */
  readonly zh: string;
  readonly en: string;
}

const rolesSchema = z.array(z.enum(ROLES));

/** Citizens that are shown; the others differ in name only. */
const CITIZENS = 2;

/** The accounts worth knowing, citizens first. */
export function demoAccounts(): readonly DemoAccount[] {
  const { persons, staff } = sampleCity();
  const citizens = persons.slice(0, CITIZENS).map((person) => ({ ...person, grants: [] }));
  return [...citizens, ...staff].map(({ username, name, zh, en, grants }) => ({
    username,
    password: DEMO_PASSWORD,
    name,
    roles: rolesSchema.parse([...new Set(grants.map(([role]) => role))]),
    zh: `${name}，${zh}`,
    en,
  }));
}
