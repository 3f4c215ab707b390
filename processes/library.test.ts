import { describe, expect, test } from "vitest";
import {
  decisionFindings,
  parseDecisions,
  parseProcesses,
  verificationFindings,
} from "@tongban/engine/testing";
import { library, type LibraryFile } from "./library.ts";

const entries = library();
const files = entries.flatMap((entry) => entry.files);
const named = (kind: LibraryFile["kind"]): [string, string][] =>
  files.filter((file) => file.kind === kind).map((file) => [file.name, file.content]);

/** What a form holds, as far as these tests look. */
interface Component {
  readonly id: string;
  readonly type: string;
  readonly key?: string;
  readonly path?: string;
  readonly values?: readonly { readonly value: string }[];
  readonly components?: readonly Component[];
}
interface Form {
  readonly id: string;
  readonly components: readonly Component[];
}
const forms = named("form").map(([, content]) => JSON.parse(content) as Form);
const within = (components: readonly Component[]): Component[] =>
  components.flatMap((component) => [component, ...within(component.components ?? [])]);
const optionsOf = (formId: string, key: string): string[] =>
  within(forms.find((form) => form.id === formId)?.components ?? [])
    .filter((component) => component.key === key)
    .flatMap((component) => component.values ?? [])
    .map((option) => option.value);
const matches = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].flatMap((match) => match[1] ?? []);

test("the library has the seven stages and the matter", () => {
  expect(entries.map((entry) => entry.key)).toEqual([
    "stage-acceptance",
    "stage-approval",
    "stage-booking",
    "stage-delivery",
    "stage-evaluation",
    "stage-fee",
    "stage-review",
    "m02-food-licence",
  ]);
  for (const { key, files: own } of entries) {
    expect(own[0]?.content).toContain(`<bpmn:process id="${key}"`);
  }
});

describe.each(named("process"))("%s", (_name, xml) => {
  test("can be deployed without a finding", async () => {
    const parsed = await parseProcesses(xml);
    expect(parsed.ok ? parsed.warnings : parsed.findings).toEqual([]);
  });

  test("is sound: it always comes to its end, and nothing runs twice", async () => {
    const parsed = await parseProcesses(xml);
    expect(parsed.ok ? parsed.processes.flatMap(verificationFindings) : parsed.findings).toEqual(
      [],
    );
  });

  test("is drawn: every element and flow has its place, and lines are horizontal or vertical", () => {
    const drawn = new Set(matches(xml, /bpmnElement="([^"]+)"/g));
    const elements = matches(
      xml,
      /<bpmn:(?:\w+(?:Event|Task|Gateway|Activity)|task|subProcess|sequenceFlow|lane|participant) id="([^"]+)"/g,
    );
    expect(elements.filter((id) => !drawn.has(id))).toEqual([]);
    const slanting = matches(xml, /<bpmndi:BPMNEdge([\s\S]*?)<\/bpmndi:BPMNEdge>/g).filter(
      (edge) => {
        const points = [...edge.matchAll(/<di:waypoint x="([\d.]+)" y="([\d.]+)"/g)];
        return points.some((point, index) => {
          const next = points[index + 1];
          return next !== undefined && next[1] !== point[1] && next[2] !== point[2];
        });
      },
    );
    expect(slanting).toEqual([]);
  });

  test("says in every user task which node, role and stage it is", () => {
    const tasks = matches(xml, /<bpmn:userTask ([\s\S]*?)<\/bpmn:userTask>/g);
    for (const task of tasks) {
      for (const property of ["node", "role", "stage"]) {
        expect(task).toContain(`<zeebe:property name="${property}"`);
      }
    }
  });
});

test.each(named("decision"))("%s can be deployed without a finding", async (_name, xml) => {
  const parsed = await parseDecisions(xml);
  expect(parsed.findings).toEqual([]);
  expect(await decisionFindings(xml)).toEqual([]);
});

test("every process, decision and form that a model names is in the library", () => {
  const known = new Set([
    ...entries.map((entry) => entry.key),
    ...forms.map((form) => form.id),
    ...named("decision").flatMap(([, xml]) => matches(xml, /<decision id="([^"]+)"/g)),
  ]);
  const models = [...named("process"), ...named("decision")];
  const used = models.flatMap(([, xml]) =>
    matches(xml, /(?:"|&quot;)((?:m02|stage)-[a-z-]+)(?:"|&quot;)/g),
  );
  expect(used.filter((id) => !known.has(id))).toEqual([]);
  expect(
    forms.map((form) => form.id).filter((id) => id !== "m02-application" && !used.includes(id)),
  ).toEqual([]);
});

test.each(forms.map((form) => [form.id, form] as const))(
  "the form %s is consistent",
  (_id, form) => {
    const components = within(form.components);
    const ids = components.map((component) => component.id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = components.flatMap((component) => component.key ?? component.path ?? []);
    expect(new Set(keys).size).toBe(keys.length);
    const choices = components.filter(({ type }) => /^(?:select|radio|checklist)$/.test(type));
    expect(choices.filter(({ values = [] }) => values.length === 0)).toEqual([]);
  },
);

describe.each(entries.flatMap(({ key, matter }) => (matter ? [[key, matter] as const] : [])))(
  "the matter %s",
  (key, matter) => {
    const own = entries.find((entry) => entry.key === key)?.files ?? [];
    const model = own[0]?.content ?? "";
    const materialCodes = matter.materials.map((material) => material.code);

    test("promises no more time than the law gives, and its nodes fit into the promise", () => {
      const nodeSum = matter.nodes.reduce((sum, node) => sum + node.limitWorkdays, 0);
      expect(matter.promised.value).toBeLessThanOrEqual(matter.statutory.value);
      expect(nodeSum).toBeLessThanOrEqual(matter.promised.value);
    });

    test("passes the publication checks that its data alone can decide", () => {
      expect(matter.consultPhone).not.toBe(matter.complaintPhone);
      expect(matter.faq.length).toBeGreaterThan(0);
      expect(matter.legalBasis.length).toBeGreaterThan(0);
      expect(matter.implCode).toBe(`${matter.deptCode}${matter.exerciseLevel}${matter.basicCode}`);
      expect(materialCodes.filter((code) => code.includes("其他"))).toEqual([]);
    });

    test("calls exactly the processes that it lists", () => {
      const called = matches(model, /<zeebe:calledElement processId="([^"]+)"/g);
      expect(called.toSorted()).toEqual(matter.process.calls.toSorted());
    });

    test("names only materials and fields that exist in its reasons and questions", () => {
      const form = forms.find((one) => one.id === matter.process.applicationFormId);
      const fields = new Set(within(form?.components ?? []).map((component) => component.key));
      const inCatalogue = matter.correctionReasons.map((reason) => reason.materialCode);
      const corrected = matter.correctionReasons.flatMap((reason) => reason.fieldKey ?? []);
      expect(inCatalogue.filter((code) => !materialCodes.includes(code))).toEqual([]);
      expect(corrected.filter((field) => !fields.has(field))).toEqual([]);
      const bound = matter.questions.map((question) => question.binds);
      const conditions = matter.materials.flatMap(({ when, notesWhen }) => [
        ...(when === undefined ? [] : [when]),
        ...(notesWhen ?? []).map((note) => note.when),
      ]);
      for (const condition of conditions) {
        expect(bound).toContain(/^=([\w.]+) = (?:true|false)$/.exec(condition)?.[1]);
      }
      const templates = matter.materials.flatMap((material) => material.template ?? []);
      expect(own.map((file) => file.name)).toEqual(expect.arrayContaining(templates));
    });

    test("offers in its forms what its catalogues hold", () => {
      const codes = (list: readonly { readonly code: string }[]): string[] =>
        list.map((one) => one.code);
      expect(optionsOf("m02-acceptance", "materialCode")).toEqual(materialCodes);
      expect(optionsOf("m02-acceptance", "reasonCode")).toEqual(codes(matter.correctionReasons));
      expect(optionsOf("m02-acceptance", "toleratedMaterials")).toEqual(
        matter.materials.filter((one) => one.need === 3).map((one) => one.code),
      );
      for (const formId of ["m02-acceptance", "m02-acceptance-final"]) {
        expect(optionsOf(formId, "refusalReasonCode")).toEqual(codes(matter.refusalReasons));
      }
      expect(optionsOf("m02-approval", "denyReasonCode")).toEqual(codes(matter.denialReasons));
    });
  },
);
