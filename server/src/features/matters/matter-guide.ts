/** The guide 办事指南, generated from the matter version: there is no second text that could contradict it. */
import type { PublishedMatter } from "./matters.repository.ts";
import type { MatterContent, MatterMaterial } from "./matter-content.ts";
import type { MatterGuide } from "./matters.schema.ts";

/** GB/T 39046 Annex A. */
const SERVICE_OBJECTS: Readonly<Record<string, string>> = {
  "1": "自然人",
  "2": "企业法人",
  "3": "事业法人",
  "4": "社会组织法人",
  "5": "行政机关",
  "6": "其他组织",
};
const HANDLING_FORMS: Readonly<Record<string, string>> = {
  "1": "窗口",
  "2": "电脑端",
  "3": "移动端",
  "4": "快递",
  "9": "其他",
};
const SOURCES: Readonly<Record<string, string>> = {
  "10": "申请人自备",
  "20": "政府部门核发",
  "99": "其他",
};
const NECESSITY = { 1: "required", 2: "conditional", 3: "tolerated" } as const;

/** Regroups a version for people. */
export function matterGuide(matter: PublishedMatter): MatterGuide {
  const { content } = matter;
  return {
    id: matter.id,
    version: matter.number,
    name: content.name,
    nameEn: content.nameEn ?? null,
    citizenNames: content.citizenNames,
    handledOnline: matter.handledOnline,
    office: { key: matter.officeKey, name: matter.officeName },
    basics: basics(content),
    timeLimits: timeLimits(content),
    conditions: content.conditions,
    rejectConditions: content.rejectConditions,
    materials: content.materials.map((material) => guideMaterial(content, material)),
    flow: (content.nodes ?? content.flow ?? []).map((node) => ({
      key: node.key,
      name: node.name,
      nameEn: node.nameEn ?? null,
      role: node.role,
      limitWorkingDays: node.limitWorkdays,
    })),
    fees: content.fees.map(({ name, standard, amountFen, basis }) => ({
      name,
      standard: standard ?? null,
      amountFen: amountFen ?? null,
      basis: basis ?? null,
    })),
    result: {
      type: content.result.type,
      name: content.result.name,
      nameEn: typeof content.result["nameEn"] === "string" ? content.result["nameEn"] : null,
      validity: content.result.validity ?? null,
    },
    legalBasis: content.legalBasis.map(({ name, article, kind }) => ({ name, article, kind })),
    faq: content.faq,
    questions: (content.questions ?? []).map(({ key, type, question, hint, options }) => ({
      key,
      type,
      question,
      hint: hint ?? null,
      options: options ?? [],
    })),
    place: {
      address: content.handleAddress,
      hours: content.handleTime,
      traffic: content.traffic,
      consultAddress: content.consultAddress,
    },
    phones: { consult: content.consultPhone, complaint: content.complaintPhone },
    remedies: {
      reviewBody: content.remedies?.reviewBody ?? content.reviewDept ?? null,
      court: content.remedies?.court ?? content.litigationDept ?? null,
    },
    rights: content.rights,
    duties: content.duties,
    booking: content.booking,
    deliveryKinds: content.deliveryKinds ?? [],
    payOnline: content.payOnline,
    evaluationTags: content.evaluationTags ?? { satisfied: [], dissatisfied: [] },
  };
}

/** Address of the blank form of a material, or null. */
export function templateAddress(content: MatterContent, material: MatterMaterial): string | null {
  return content.templates && Object.hasOwn(content.templates, material.code)
    ? `/api/matters/${content.id}/templates/${material.code}`
    : null;
}

function basics(content: MatterContent): MatterGuide["basics"] {
  return {
    itemTypeName: content.itemTypeName,
    basicCode: content.basicCode,
    implementationCode: content.implCode,
    exerciseLevelName: content.exerciseLevelName,
    projectTypeName: content.projectTypeName,
    serviceObjects: content.serviceObjects.map((code) => SERVICE_OBJECTS[code] ?? code),
    handlingForms: content.handleForms.map((code) => HANDLING_FORMS[code] ?? code),
    crossArea: content.crossArea,
    powerSource: content.powerSource,
    quantityLimit: content.quantityLimit,
    onlineDepth: content.onlineDepth,
    visits: content.visits,
    visitReason: content.visitReason ?? null,
  };
}

function timeLimits(content: MatterContent): MatterGuide["timeLimits"] {
  const { statutory, promised } = content;
  return {
    statutory: { value: statutory.value, unit: statutory.unit, note: statutory.note ?? null },
    promised: { value: promised.value, unit: promised.unit, note: promised.note ?? null },
    acceptanceWorkingDays: content.acceptLimitWorkdays,
    correctionWorkingDays: content.correctionLimitWorkdays ?? null,
    deliveryWorkingDays: content.deliveryLimitWorkdays ?? null,
    special: content.special.map((special) => ({
      name: special.name,
      countsAgainstLimit: special.countsAgainstLimit ?? true,
      workingDays: special.maxWorkdays ?? special.limitWorkdays ?? null,
      basis: special.basis ?? null,
      note: special.note ?? null,
    })),
  };
}

function guideMaterial(
  content: MatterContent,
  material: MatterMaterial,
): MatterGuide["materials"][number] {
  return {
    code: material.code,
    name: material.name,
    nameEn: material.nameEn ?? null,
    necessity: NECESSITY[material.need as 1 | 2 | 3] ?? "required",
    kind: material.kind,
    originals: material.originals,
    copies: material.copies,
    sourceName: SOURCES[material.source] ?? material.source,
    fetched: material.autoFetch === "licence",
    generated: material.generatedFrom !== undefined,
    acceptStandard: material.acceptStandard ?? null,
    basis: material.basis ?? null,
    notes: material.notes ?? null,
    supplementWorkingDays: material.supplementWorkdays ?? null,
    template: templateAddress(content, material),
  };
}
