/**
 * The personal material list: the matter's materials, as far as the answers to the situation questions ask for them, each with
 * the easiest way to provide it.
 */
import { type FieldError, Problem } from "../../errors.ts";
import type { EvaluateExpression } from "../../runtime/evaluate-expression.ts";
import type { MatterContent, MatterMaterial, MatterQuestion } from "./matter-content.ts";

/** Answers by question key. */
export type Answers = Readonly<Record<string, unknown>>;

/** How the person gets a material to us: we fetch it, we make it from the form, or they have, photograph or upload it. */
export type HowProvided = "have" | "fetch" | "generate" | "photograph" | "upload";

/** A licence that we hold of the applicant. */
export interface FetchableLicence {
  readonly id: string;
  readonly typeName: string;
  readonly holderName: string;
  readonly number: string | null;
}

/** One material of the personal list. */
export interface ChecklistItem {
  readonly material: MatterMaterial;
  readonly necessity: "required" | "conditional" | "tolerated";
  readonly how: HowProvided;
  readonly licence: FetchableLicence | null;
  readonly notes: string | null;
}

/** What the answers mean for the person. */
export interface Advice {
  readonly text: { readonly zh: string; readonly en: string };
  readonly matterId?: string | undefined;
}

const NECESSITY: Readonly<Record<number, ChecklistItem["necessity"]>> = {
  1: "required",
  2: "conditional",
  3: "tolerated",
};

/**
 * Checks that every question is answered, with the right kind of answer, and that nothing else is.
 *
 * @throws Problem MATTER_ANSWERS_INCOMPLETE
 */
export function checkAnswers(content: MatterContent, answers: Answers): void {
  const questions = content.questions ?? [];
  const errors: FieldError[] = questions
    .filter((question) => !isAnswer(question, answers[question.key]))
    .map(({ key, question }) => ({
      path: `answers.${key}`,
      code: "ANSWER_REQUIRED",
      detail: `请回答：${question.zh}`,
      detailEn: `Answer: ${question.en}`,
    }));
  const known = new Set(questions.map(({ key }) => key));
  for (const key of Object.keys(answers).filter((name) => !known.has(name))) {
    errors.push({
      path: `answers.${key}`,
      code: "ANSWER_UNKNOWN",
      detail: "没有这个问题，请刷新页面后重新回答。",
      detailEn: "There is no such question. Reload the page and answer again.",
    });
  }
  if (errors.length > 0) throw new Problem("MATTER_ANSWERS_INCOMPLETE", { errors });
}

function isAnswer(question: MatterQuestion, answer: unknown): boolean {
  switch (question.type) {
    case "boolean":
      return typeof answer === "boolean";
    case "number":
      return typeof answer === "number" && Number.isFinite(answer);
    case "select":
      return question.options?.some(({ value }) => value === answer) ?? false;
  }
}

/**
 * What conditions see: each answer under its key and under the path that it binds.
 *
 * @example { hasStaff: true } bound to business.hasStaff → { hasStaff: true, business: { hasStaff: true } }
 */
function situationOf(content: MatterContent, answers: Answers): Record<string, unknown> {
  const situation: Record<string, unknown> = { ...answers };
  for (const { key, binds } of content.questions ?? []) {
    const [group, name] = binds?.split(".") ?? [];
    if (group === undefined || name === undefined) continue;
    situation[group] = {
      ...(situation[group] as object | undefined),
      [name]: answers[key] ?? null,
    };
  }
  return situation;
}

/**
 * The list for these answers, in the matter's order.
 *
 * @param licences valid licences of the applicant; empty when nobody is logged in
 */
export function personalChecklist(
  content: MatterContent,
  answers: Answers,
  licences: readonly FetchableLicence[],
  evaluate: EvaluateExpression,
): ChecklistItem[] {
  const situation = situationOf(content, answers);
  return content.materials
    .filter(({ when }) => when === undefined || isNeeded(when, situation, evaluate))
    .map((material) => {
      const licence =
        material.autoFetch === "licence"
          ? (licences.find(({ typeName }) => typeName === material.licenceTypeName) ?? null)
          : null;
      return {
        material,
        necessity: NECESSITY[material.need] ?? "required",
        how: howOf(material, licence),
        licence,
        notes: notesOf(material, situation, evaluate),
      };
    });
}

/** Advice that the answers call for. */
export function adviceFor(
  content: MatterContent,
  answers: Answers,
  evaluate: EvaluateExpression,
): Advice[] {
  const situation = situationOf(content, answers);
  return (content.questions ?? [])
    .flatMap(({ advice = [] }) => advice)
    .filter(({ when }) => evaluate(when, situation) === true)
    .map(({ text, matterId }) => ({ text, matterId }));
}

/** A condition that is not FEEL is a sentence for people: the material stays on the list. */
function isNeeded(
  when: string,
  situation: Readonly<Record<string, unknown>>,
  evaluate: EvaluateExpression,
): boolean {
  return !when.startsWith("=") || evaluate(when, situation) === true;
}

function howOf(material: MatterMaterial, licence: FetchableLicence | null): HowProvided {
  if (material.generatedFrom !== undefined) return "generate";
  if (licence !== null) return "fetch";
  if (material.source === "20") return "have";
  return material.photo === true ? "photograph" : "upload";
}

function notesOf(
  material: MatterMaterial,
  situation: Readonly<Record<string, unknown>>,
  evaluate: EvaluateExpression,
): string | null {
  const notes = [
    material.notes,
    ...(material.notesWhen ?? [])
      .filter(({ when }) => evaluate(when, situation) === true)
      .map(({ text }) => text),
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? null : notes.join("");
}
