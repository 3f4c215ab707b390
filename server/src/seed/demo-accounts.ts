/** The accounts of the sample city, for the block that the start prints. */
import { DEMO_PASSWORD, sampleCity } from "@tongban/prisma/seed";

/** One account. */
export interface DemoAccount {
  readonly username: string;
  readonly password: string;
  /** Who it is and what it can do, in one line. */
  readonly zh: string;
  readonly en: string;
}

/** Citizens that are shown; the others differ in name only. */
const CITIZENS = 2;

/** The accounts worth knowing, citizens first. */
export function demoAccounts(): readonly DemoAccount[] {
  const { persons, staff } = sampleCity();
  return [...persons.slice(0, CITIZENS), ...staff].map(({ username, name, zh, en }) => ({
    username,
    password: DEMO_PASSWORD,
    zh: `${name}，${zh}`,
    en,
  }));
}
