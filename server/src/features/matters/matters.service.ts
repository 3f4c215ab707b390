/** Catalogue, guide, personal checklist, prefilled form. */
import { hasRole, type Viewer } from "../../authorisation/roles.ts";
import { Problem } from "../../errors.ts";
import type { Platform } from "../../platform.ts";
import type { SqlExecutor } from "../../runtime/index.ts";
import { logAccess } from "../audit/access-log.ts";
import {
  adviceFor,
  type Answers,
  checkAnswers,
  type ChecklistItem,
  personalChecklist,
} from "./checklist.ts";
import { type HeldLicenceRow, validLicences } from "./held-licences.ts";
import { templateAddress } from "./matter-guide.ts";
import { type Hit, rankMatters, type SearchEntry } from "./matter-search.ts";
import { matterRepository, type PublishedMatter } from "./matters.repository.ts";
import type { Checklist } from "./matters.schema.ts";
import { type Prefill, prefill } from "./prefill.ts";

const FORMS: Readonly<Record<number, string>> = { 1: "paper", 2: "electronic", 3: "both" };

/** What routes and other features call. */
export interface MatterService {
  /** All hits, best first. */
  search(query: string): Promise<Hit<SearchEntry & { matter: PublishedMatter }>[]>;
  /** @throws Problem NOT_FOUND */
  current(matterId: string): Promise<PublishedMatter>;
  /** The version that a case pins; within a transaction, by its executor. */
  version(versionId: string, sql?: SqlExecutor): Promise<PublishedMatter>;
  /**
   * The personal list with what we can fetch for the applicant.
   *
   * @param personId the applicant, null for a visitor
   * @throws Problem MATTER_ANSWERS_INCOMPLETE
   */
  checklist(
    matter: PublishedMatter,
    answers: Answers,
    personId: string | null,
  ): Promise<ChecklistItem[]>;
  /** The list as the API shows it. @throws Problem MATTER_ANSWERS_INCOMPLETE */
  checklistView(matterId: string, answers: Answers, viewer: Viewer | null): Promise<Checklist>;
  /** Known values for the matter's form, of the person themselves. @throws Problem MATTER_NOT_HANDLED_ONLINE */
  prefilled(matter: PublishedMatter, personId: string): Promise<Prefill>;
}

/** Builds the service. */
export function matterService(platform: Platform): MatterService {
  const { database, clock, runtime } = platform;
  const matters = matterRepository(runtime.sql);

  const current = async (matterId: string): Promise<PublishedMatter> => {
    const matter = await matters.current(matterId);
    if (matter === null) throw new Problem("NOT_FOUND");
    return matter;
  };
  const licencesOf = async (personId: string | null): Promise<HeldLicenceRow[]> =>
    personId === null ? [] : validLicences(database, personId, clock.now());
  const checklist: MatterService["checklist"] = async (matter, answers, personId) => {
    checkAnswers(matter.content, answers);
    return personalChecklist(
      matter.content,
      answers,
      await licencesOf(personId),
      runtime.evaluateExpression,
    );
  };

  return {
    current,
    checklist,
    version: (versionId, sql) => matters.version(versionId, sql),
    search: async (query) => rankMatters(query, (await matters.published()).map(searchEntry)),
    async checklistView(matterId, answers, viewer) {
      const matter = await current(matterId);
      const citizen = viewer !== null && hasRole(viewer, "citizen") ? viewer : null;
      const items = await checklist(matter, answers, citizen?.personId ?? null);
      const fetched = items.flatMap(({ licence }) => (licence ? [licence.typeName] : []));
      if (citizen !== null && fetched.length > 0) {
        await logAccess(database, {
          viewer: citizen,
          action: "search",
          resource: "licence",
          resourceId: matterId,
          personId: citizen.personId,
          fields: fetched,
          purpose: `查找可免提交的电子证照：${matter.content.name}`,
          at: clock.now(),
        });
      }
      return {
        items: items.map((item) => itemView(matter, item)),
        advice: adviceFor(matter.content, answers, runtime.evaluateExpression).map(
          ({ text, matterId: other }) => ({
            text,
            matterId: other ?? null,
          }),
        ),
      };
    },
    async prefilled({ content }, personId) {
      if (content.applicationForm === undefined) throw new Problem("MATTER_NOT_HANDLED_ONLINE");
      return prefill(content.applicationForm, await knownFacts(platform, personId));
    },
  };
}

function searchEntry(matter: PublishedMatter): SearchEntry & { matter: PublishedMatter } {
  const { content } = matter;
  return {
    matter,
    id: matter.id,
    name: content.name,
    citizenNames: content.citizenNames,
    resultName: content.result.name,
    topics: [...content.topicsPerson, ...content.topicsCorp],
    officeName: matter.officeName,
    handledOnline: matter.handledOnline,
  };
}

function itemView(
  matter: PublishedMatter,
  { material, necessity, how, licence, notes }: ChecklistItem,
): Checklist["items"][number] {
  return {
    code: material.code,
    name: material.name,
    nameEn: material.nameEn ?? null,
    necessity,
    form: FORMS[material.form] ?? "both",
    how,
    fetchedFrom: licence && {
      typeName: licence.typeName,
      holderName: licence.holderName,
      number: licence.number,
    },
    fetchable: material.autoFetch === "licence",
    supplementWorkingDays: material.supplementWorkdays ?? null,
    notes,
    accept: material.accept,
    maxBytes: Math.round(material.maxMB * 1024 * 1024),
    template: templateAddress(matter.content, material),
  };
}

async function knownFacts(
  { database, clock, protection }: Platform,
  personId: string,
): Promise<Parameters<typeof prefill>[1]> {
  const person = await database.person.findUniqueOrThrow({ where: { id: personId } });
  const licences = await validLicences(database, personId, clock.now());
  return {
    applicant: {
      name: person.name,
      idNumber: protection.open("idNumber", person.idNumberSealed),
      phone: person.mobileSealed && protection.open("mobile", person.mobileSealed),
      address: person.address,
    },
    licences: new Map(
      licences
        .toReversed()
        .map(({ typeName, number, fields }) => [
          typeName,
          { number, fields: fields as Record<string, unknown> },
        ]),
    ),
  };
}
