import { describe, expect, it } from "vitest";
import { ACTIONS, may } from "./actions.ts";
import { type CaseFacts, caseWhere, coversCase } from "./case-scope.ts";
import { groupsOf, type Role, type Viewer } from "./roles.ts";
import { coversTask } from "./task-scope.ts";

function viewer(role: Role, officeKey: string | null, more: Partial<Viewer> = {}): Viewer {
  const regionCode = officeKey === null ? null : "980102";
  return {
    accountId: `account-${role}`,
    personId: null,
    name: role,
    kind: role === "citizen" ? "citizen" : "staff",
    locale: "zh-CN",
    grants: [{ role, officeKey, officeName: officeKey, regionCode }],
    ...more,
  };
}

const facts: CaseFacts = {
  status: "accepted",
  applicantPersonId: "p1",
  officeKey: "scjgj",
  windowOfficeKey: "zwj",
  regionCode: "980102",
};
const owner = viewer("citizen", null, { personId: "p1" });
const stranger = viewer("citizen", null, { personId: "p2" });

describe("a case is reached by", () => {
  it.each([
    ["its applicant", owner, true],
    ["another citizen", stranger, false],
    ["a citizen without identity", viewer("citizen", null), false],
    ["its window's office", viewer("window", "zwj"), true],
    ["another window", viewer("window", "scjgj"), false],
    ["its office's reviewer", viewer("reviewer", "scjgj"), true],
    ["another office's approver", viewer("approver", "zjj"), false],
    ["the region's supervisor", viewer("supervisor", "jcw"), true],
    ["the analyst", viewer("analyst", "zwj"), false],
    ["the matter administrator", viewer("matterAdmin", "zwj"), false],
    ["the platform's administrator", viewer("admin", null), false],
  ])("%s", (_who, who, reached) => {
    expect(coversCase(who, facts)).toBe(reached);
  });

  it("the analyst and the administrator, but only where it stands", () => {
    expect(coversCase(viewer("analyst", "zwj"), facts, "diagram")).toBe(true);
    expect(coversCase(viewer("admin", null), facts, "diagram")).toBe(true);
  });

  it("its applicant alone while it is a draft", () => {
    const draft = { ...facts, status: "draft" };
    expect(coversCase(owner, draft)).toBe(true);
    expect(coversCase(viewer("window", "zwj"), draft)).toBe(false);
    expect(coversCase(viewer("supervisor", "jcw"), draft)).toBe(false);
  });

  it("nobody of another region", () => {
    expect(coversCase(viewer("supervisor", "jcw"), { ...facts, regionCode: "980103" })).toBe(false);
  });

  it("the same people in a query", () => {
    expect(caseWhere(owner)).toEqual({ OR: [{ applicantPersonId: "p1" }] });
    expect(caseWhere(viewer("admin", null))).toEqual({ id: { in: [] } });
    expect(caseWhere(viewer("reviewer", "scjgj"))).toEqual({
      OR: [{ officeKey: "scjgj", status: { not: "draft" } }],
    });
  });
});

describe("a task is reached by", () => {
  const task = { candidateGroups: ["reviewer@scjgj"], assigneeId: null };
  it.each([
    ["its group", viewer("reviewer", "scjgj"), true],
    ["the same role elsewhere", viewer("reviewer", "zjj"), false],
    ["another role of the office", viewer("approver", "scjgj"), false],
  ])("%s", (_who, who, reached) => {
    expect(coversTask(who, task)).toBe(reached);
  });

  it("who holds it", () => {
    const who = viewer("window", "zwj");
    expect(coversTask(who, { ...task, assigneeId: who.accountId })).toBe(true);
  });
});

describe("an action", () => {
  it("is denied to nobody in particular", () => {
    for (const action of Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]) {
      expect(may(null, action)).toBe(false);
    }
  });

  it.each([
    ["citizen", "case.apply", true],
    ["citizen", "task.work", false],
    ["citizen", "model.read", false],
    ["window", "case.apply", false],
    ["analyst", "model.deploy", true],
    ["matterAdmin", "model.deploy", false],
    ["supervisor", "task.work", false],
    ["admin", "case.read", false],
    ["admin", "clock.advance", true],
  ] as const)("%s, %s: %s", (role, action, allowed) => {
    expect(may(viewer(role, "zwj"), action)).toBe(allowed);
  });
});

it("names groups as models do", () => {
  expect(groupsOf(viewer("window", "zwj"))).toEqual(["window@zwj"]);
  expect(groupsOf(viewer("admin", null))).toEqual([]);
});
