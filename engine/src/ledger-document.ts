/** The ledger as the document docs/conformance.md: by chapters, with links to the proofs. */
import { supported, type SupportedRule } from "./ledger.ts";
import { refused } from "./refused-rules.ts";

/** The chapters of the document: where a rule belongs is where its proof is. */
const chapters: readonly {
  readonly title: string;
  readonly files: readonly string[];
}[] = [
  {
    title: "Process and start",
    files: [
      "random-process",
      "elements/implicit-start",
      "elements/collaboration",
      "elements/terminate-after",
    ],
  },
  { title: "Activities", files: ["elements/activities/", "semantics/binding"] },
  { title: "Gateways", files: ["elements/gateways/"] },
  { title: "Events", files: ["elements/events/", "event-definitions/"] },
  { title: "Data", files: ["elements/data"] },
  { title: "Listeners", files: ["elements/execution-listeners", "elements/task-listeners"] },
  { title: "Change of running instances", files: ["modify/", "migrate/"] },
];

/** The ledger as the document docs/conformance.md. */
export function conformanceDocument(): string {
  const sections = chapters.map(({ title, files }) => ({
    title,
    rules: supported.filter(({ file }) => files.some((start) => file.startsWith(start))),
  }));
  const missing = refused.map((rule) => `| ${rule.rule} | ${rule.clause} | ${rule.reason} |`);
  return [
    "# Conformance",
    "",
    "Generated from `engine/src/ledger.ts` by its test (`vitest run engine/src/ledger.test.ts -u`); do not edit.",
    "",
    `${String(supported.length)} rules of BPMN 2.0.2 and of the zeebe dialect, each with the scenario that proves it.`,
    "",
    ...sections.map(
      ({ title, rules }) => `- [${title}](#${anchorOf(title)}): ${String(rules.length)} rules`,
    ),
    `- [Refused at deployment](#refused-at-deployment): ${String(refused.length)}, each with its reason`,
    ...sections.flatMap(({ title, rules }) => [
      "",
      `## ${title}`,
      "",
      "| Rule | Clause | Proof | Deviation |",
      "| --- | --- | --- | --- |",
      ...rules.map(
        (rule) =>
          `| ${rule.rule} | ${rule.clause} | [${rule.scenario.replace("%s", "…")}](../engine/src/${rule.file}) | ${rule.deviation ?? ""} |`,
      ),
    ]),
    "",
    "## Refused at deployment",
    "",
    "| Rule | Clause | Reason |",
    "| --- | --- | --- |",
    ...missing,
    "",
  ].join("\n");
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(" ", "-");
}

/** Rules that no chapter has; there must be none. */
export function rulesWithoutChapter(): readonly SupportedRule[] {
  return supported.filter(
    ({ file }) => !chapters.some(({ files }) => files.some((start) => file.startsWith(start))),
  );
}
