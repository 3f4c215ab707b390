import { AxeBuilder } from "@axe-core/playwright";
import { type Page, expect } from "@playwright/test";

/**
 * Expects the page as it stands to have no axe finding of WCAG 2.1 A and AA.
 *
 * @param exclude parts that are not ours to mend, each with its reason at the call
 */
export async function expectAccessible(page: Page, exclude: readonly string[] = []): Promise<void> {
  let axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]);
  for (const selector of exclude) {
    axe = axe.exclude(selector);
  }
  const { violations } = await axe.analyze();
  const findings = violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help} (${nodes.map(({ target }) => target.join(" ")).join(", ")})`,
  );
  expect(findings).toEqual([]);
}

/** The width and height at which citizens' pages are tried: an ordinary phone. */
export const phone = { width: 390, height: 844 } as const;
