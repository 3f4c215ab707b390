/** Drafts: nothing typed is ever lost, so what is kept may be incomplete; it is checked when it is submitted. */
import type { Database, Prisma } from "@tongban/prisma";
import type { Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { FormSchema } from "../../forms/form-schema.ts";
import { type EvaluateCondition, validateForm } from "../../forms/validate-form.ts";
import type { Answers, ChecklistItem } from "../matters/checklist.ts";
import type { PublishedMatter } from "../matters/matters.repository.ts";
import { findOwnCase, type WholeCase } from "./case-access.ts";
import type { CaseContext } from "./case-context.ts";
import { recordWrite } from "./record-write.ts";
import { sealForm } from "./sealed-form.ts";

/** What may change in a draft; what is not given stays. */
export interface DraftChange {
  readonly form?: Readonly<Record<string, unknown>> | undefined;
  readonly answers?: Answers | undefined;
  readonly channel?: "online" | "window" | undefined;
  /** The revision that the change was made on. */
  readonly revision?: number | undefined;
}

/** Office whose windows take cases in: the city's hall. */
const WINDOW_OFFICE = "zwj";

/** Begins a case. @throws Problem MATTER_NOT_HANDLED_ONLINE, MATTER_ANSWERS_INCOMPLETE */
export async function createDraft(
  context: CaseContext,
  viewer: Viewer,
  input: { readonly matterId: string; readonly answers: Answers },
): Promise<string> {
  const { matters, platform } = context;
  const matter = await matters.current(input.matterId);
  if (!matter.handledOnline || viewer.personId === null) {
    throw new Problem("MATTER_NOT_HANDLED_ONLINE");
  }
  const { personId } = viewer;
  const checklist = await matters.checklist(matter, input.answers, personId);
  const { data } = await matters.prefilled(matter, personId);
  const at = platform.clock.date();
  return platform.database.$transaction(async (database) => {
    const created = await database.case.create({
      data: {
        matterId: matter.id,
        matterVersionId: matter.versionId,
        officeKey: matter.officeKey,
        windowOfficeKey: WINDOW_OFFICE,
        regionCode: matter.regionCode,
        applicantPersonId: personId,
        applicantName: viewer.name,
        viaAgent: input.answers["viaAgent"] === true,
        createdById: viewer.accountId,
        answers: input.answers as Prisma.InputJsonObject,
        form: sealForm(formOf(matter), data, platform.protection) as Prisma.InputJsonObject,
        createdAt: at,
        updatedAt: at,
        materials: { create: checklist.map(materialRow) },
      },
      select: { id: true, applicantPersonId: true },
    });
    await recordWrite(context, database, viewer, {
      case: created,
      fields: ["form", "materials"],
      purpose: `开始填写申请：${matter.content.name}`,
    });
    return created.id;
  });
}

/** Changes a draft. @throws Problem CASE_NOT_EDITABLE, CASE_CHANGED_MEANWHILE, FORM_INVALID (fields the form does not have) */
export async function changeDraft(
  context: CaseContext,
  viewer: Viewer,
  id: string,
  change: DraftChange,
): Promise<void> {
  const { platform, matters } = context;
  const found = await findOwnCase(platform.database, viewer, id);
  if (found.status !== "draft") throw new Problem("CASE_NOT_EDITABLE");
  const matter = await matters.version(found.matterVersionId);
  if (change.form !== undefined) refuseForeignInput(formOf(matter), change.form);
  const checklist =
    change.answers === undefined
      ? null
      : await matters.checklist(matter, change.answers, found.applicantPersonId);
  await platform.database.$transaction(async (database) => {
    const { count } = await database.case.updateMany({
      where: { id, status: "draft", revision: change.revision ?? found.revision },
      data: {
        revision: { increment: 1 },
        updatedAt: platform.clock.date(),
        ...(change.channel !== undefined && { channel: change.channel }),
        ...(change.answers !== undefined && {
          answers: change.answers as Prisma.InputJsonObject,
          viaAgent: change.answers["viaAgent"] === true,
        }),
        ...(change.form !== undefined && {
          form: sealForm(
            formOf(matter),
            change.form,
            platform.protection,
          ) as Prisma.InputJsonObject,
        }),
      },
    });
    if (count === 0) throw new Problem("CASE_CHANGED_MEANWHILE");
    if (checklist !== null) await rebuildMaterials(database, found, checklist);
    await recordWrite(context, database, viewer, {
      case: found,
      fields: Object.keys(change).filter((name) => name !== "revision"),
      purpose: "保存草稿",
    });
  });
}

/** Deletes a draft with everything in it. @throws Problem CASE_NOT_EDITABLE */
export async function deleteDraft(context: CaseContext, viewer: Viewer, id: string): Promise<void> {
  const found = await findOwnCase(context.platform.database, viewer, id);
  if (found.status !== "draft") throw new Problem("CASE_NOT_EDITABLE");
  await context.platform.database.$transaction(async (database) => {
    const { count } = await database.case.deleteMany({ where: { id, status: "draft" } });
    if (count === 0) throw new Problem("CASE_NOT_EDITABLE");
    await recordWrite(context, database, viewer, {
      case: found,
      fields: ["form", "materials"],
      purpose: "删除草稿",
    });
  });
}

/** The application form of a matter that is handled online. */
export function formOf(matter: PublishedMatter): FormSchema {
  if (matter.content.applicationForm === undefined) throw new Problem("MATTER_NOT_HANDLED_ONLINE");
  return matter.content.applicationForm;
}

/** FEEL conditions of forms: only true hides. */
export function conditionsOf(context: CaseContext): EvaluateCondition {
  return (expression, data) =>
    context.platform.runtime.evaluateExpression(expression, data) === true;
}

/** @throws Problem FORM_INVALID: what this form cannot have sent */
function refuseForeignInput(schema: FormSchema, data: Readonly<Record<string, unknown>>): void {
  const checked = validateForm(schema, data, () => false);
  const foreign = checked.ok
    ? []
    : checked.errors.filter(
        ({ code, path }) => code === "FORM_FIELD_UNKNOWN" || isForeign(code, data[path]),
      );
  if (foreign.length > 0) throw new Problem("FORM_INVALID", { errors: foreign });
}

/** Half-typed values are kept; an object in the place of a text was never typed, and might pass for a sealed value. */
function isForeign(code: string, value: unknown): boolean {
  return code === "FORM_FIELD_TYPE" && typeof value === "object";
}

/** Other answers ask for other materials; files of those that stay are kept. */
async function rebuildMaterials(
  database: Database,
  found: WholeCase,
  checklist: readonly ChecklistItem[],
): Promise<void> {
  const codes = checklist.map(({ material }) => material.code);
  await database.caseMaterial.deleteMany({ where: { caseId: found.id, code: { notIn: codes } } });
  for (const [position, item] of checklist.entries()) {
    const row = materialRow(item, position);
    const existing = found.materials.find(({ code }) => code === row.code);
    const status = existing !== undefined && existing.files.length > 0 ? "provided" : row.status;
    await database.caseMaterial.upsert({
      where: { caseId_code: { caseId: found.id, code: row.code } },
      create: { ...row, caseId: found.id },
      update: { ...row, status },
    });
  }
}

function materialRow(
  { material, necessity, how, licence }: ChecklistItem,
  position: number,
): Omit<Prisma.CaseMaterialCreateManyInput, "caseId"> {
  const statuses = { fetch: "fetched", generate: "generated" } as const;
  return {
    code: material.code,
    name: material.name,
    position,
    necessity,
    how,
    status: how === "fetch" || how === "generate" ? statuses[how] : "missing",
    licenceId: licence?.id ?? null,
  };
}
