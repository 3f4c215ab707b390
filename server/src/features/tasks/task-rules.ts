/** What must hold for a completed task beyond its form: rules that go across fields, or to what lies beside the form. */
import { type FieldError, Problem } from "../../errors.ts";
import type { MatterContent } from "../matters/matter-content.ts";

/** The facts. */
export interface CompletionFacts {
  readonly node: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: MatterContent;
  readonly correctionUsed: boolean;
  readonly photoCount: number;
}

interface CorrectionItem {
  readonly materialCode?: unknown;
  readonly reasonCode?: unknown;
}

/** @throws Problem CORRECTION_ALREADY_USED, FORM_INVALID */
export function refuseIncompleteWork(facts: CompletionFacts): void {
  const errors: FieldError[] = [];
  if (facts.data["outcome"] === "correct") {
    if (facts.correctionUsed) throw new Problem("CORRECTION_ALREADY_USED");
    errors.push(...correctionErrors(facts));
  }
  const node = facts.content.nodes?.find(({ key }) => key === facts.node);
  if (node?.["photosRequired"] === true && facts.photoCount === 0) {
    errors.push({
      path: "photos",
      code: "PHOTOS_REQUIRED",
      detail: "现场核查须上传至少一张照片。",
      detailEn: "An inspection needs at least one photo.",
    });
  }
  if (errors.length > 0) throw new Problem("FORM_INVALID", { errors });
}

/** A notice lists something, and each reason belongs to its material. */
function correctionErrors({ data, content }: CompletionFacts): FieldError[] {
  const items: unknown = data["correctionItems"];
  if (!Array.isArray(items) || items.length === 0) {
    return [
      {
        path: "correctionItems",
        code: "CORRECTION_EMPTY",
        detail: "请至少选择一项需要补正的内容。",
        detailEn: "Choose at least one thing to correct.",
      },
    ];
  }
  return items.flatMap(({ materialCode, reasonCode }: CorrectionItem, index): FieldError[] => {
    const known = content.correctionReasons?.find(({ code }) => code === reasonCode);
    const fits = known !== undefined && known.materialCode === materialCode;
    return fits
      ? []
      : [
          {
            path: `correctionItems.${index}.reasonCode`,
            code: "REASON_OF_OTHER_MATERIAL",
            detail: "所选原因不属于该材料，请重新选择。",
            detailEn: "The reason belongs to another material. Choose again.",
          },
        ];
  });
}
