/** Several commands write docs/benchmarks.md, none over another. */
import { expect, test } from "vitest";
import { withSection } from "./page.ts";

const OTHER = "# Page\n\n## Other\n\ntext\n";

test("a section that is not there yet comes last", () => {
  expect(withSection(OTHER, "## Mine", "## Mine\n\n1\n")).toBe(`${OTHER}\n## Mine\n\n1\n`);
});

test("a section is replaced, whatever stands before and after it", () => {
  const page = `${OTHER}\n## Mine\n\n1\n\n### Part\n\n## Third\n\nmore\n`;
  expect(withSection(page, "## Mine", "## Mine\n\n2\n")).toBe(
    `${OTHER}\n## Mine\n\n2\n\n## Third\n\nmore\n`,
  );
});
