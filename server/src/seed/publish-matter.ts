/** Publishes a version of a matter: guide, form, templates and process bound together in one immutable row. */
import type { Database, Prisma } from "@tongban/prisma";
import type { LibraryEntry } from "@tongban/processes";
import { matterContentSchema } from "../features/matters/matter-content.ts";

/**
 * Writes the version and makes it the current one.
 *
 * @param content see matterContentSchema
 * @throws ZodError when the content is not an implementation list
 */
export async function publishMatter(
  tx: Database,
  content: unknown,
  publishedAt: Date,
): Promise<void> {
  const matter = matterContentSchema.parse(content);
  const { id, version: number, process } = matter;
  const handledOnline = process !== undefined;
  await tx.matter.upsert({
    where: { id },
    create: {
      id,
      officeKey: matter.dept,
      regionCode: matter.region,
      currentNumber: number,
      handledOnline,
    },
    update: { currentNumber: number, handledOnline },
  });
  await tx.matterVersion.create({
    data: {
      matterId: id,
      number,
      name: matter.name,
      content: content as Prisma.InputJsonObject,
      processId: process?.processId ?? null,
      formId: process?.applicationFormId ?? null,
      publishedAt,
    },
  });
}

/** The matter data of a library entry with its application form and blank forms put in. */
export function withForm({ matter, files }: LibraryEntry): Record<string, unknown> {
  const forms = files
    .filter(({ kind }) => kind === "form")
    .map(({ content }) => JSON.parse(content) as { readonly id: string });
  const templates = (matter?.materials ?? []).flatMap(({ code, template, name }) => {
    const file = files.find((candidate) => candidate.name === template);
    if (file === undefined) return [];
    return [
      [
        code,
        { fileName: `${name}.html`, mimeType: "text/html; charset=utf-8", text: file.content },
      ],
    ];
  });
  return {
    ...matter,
    applicationForm: forms.find(({ id }) => id === matter?.process.applicationFormId),
    templates: Object.fromEntries(templates) as Record<string, unknown>,
  };
}
