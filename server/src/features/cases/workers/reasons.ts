/** What refusals and decisions state: reason, remedies, and who wrote the opinion before them. */
import type { Database } from "@tongban/prisma";
import type { Remedies } from "../../documents/rendering/document-content.ts";
import type { MatterContent } from "../../matters/matter-content.ts";
import type { CaseWork } from "./case-worker.ts";

/** Who wrote the last opinion on a node; null when nobody did. */
export async function lastAuthor(
  database: Database,
  caseId: string,
  node: string,
): Promise<string | null> {
  const opinion = await database.opinion.findFirst({
    where: { caseId, node },
    orderBy: { writtenAt: "desc" },
    select: { authorId: true },
  });
  return opinion?.authorId ?? null;
}

/** The matter's remedies as documents print them. @throws Error when the matter states none: it was checked at publication */
export function remediesOf(content: MatterContent): Remedies {
  if (content.remedies === undefined) throw new Error(`${content.id} states no remedies`);
  const { reviewBody, reviewDays, court, suitMonths } = content.remedies;
  return { reviewBody, reviewDays, court, suitMonths };
}

/** The catalogue's sentence with what the clerk wrote, never empty (supervision rule S7). */
export function negativeReason(
  { job, matter }: CaseWork,
  codeVariable: string,
  textVariable: string,
  catalogue: "refusalReasons" | "denialReasons",
): string {
  const known = matter.content[catalogue]?.find(({ code }) => code === job.variables[codeVariable]);
  const written = job.variables[textVariable];
  const basis = known && `《${known.legalBasis.law}》${known.legalBasis.article}`;
  const parts = [known?.reason.zh, typeof written === "string" ? written : undefined].filter(
    (part) => part !== undefined && part !== "",
  );
  const text = [...new Set(parts)].join("。");
  return basis === undefined ? text : `${text}（依据${basis}）`;
}
