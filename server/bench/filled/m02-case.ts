/** A case of M02 (食品经营许可新办) as people carry it through the office, up to where it is to wait. */
import { setTimeout as pause } from "node:timers/promises";
import type { Desk, Office } from "./office.ts";

/** The desks in turn, and what each says. */
const STEPS = [
  { node: "accept", desk: "window", data: { outcome: "accept", toleratedMaterials: ["M02-4"] } },
  {
    node: "inspect",
    desk: "inspector",
    data: { companion: "孙立", checklist: ["C01"], result: "pass" },
  },
  { node: "review", desk: "reviewer", data: { outcome: "pass", opinion: "材料齐全，符合条件" } },
  { node: "decide", desk: "approver", data: { outcome: "grant", opinion: "同意" } },
] as const satisfies readonly { node: string; desk: Desk; data: object }[];

/** Where a case stands: at one of the desks, or delivered and rated. */
export type Standing = (typeof STEPS)[number]["node"] | "ended";

/** Every {@link Standing}, as a case comes to them. */
export const standings: readonly Standing[] = [...STEPS.map(({ node }) => node), "ended"];

const ANSWERS = { hasLicence: true, hasStaff: true, coldFood: false, viaAgent: false };
const FORM = {
  operatorName: "江北区燕子小馆",
  uscc: "92980102MA1YC0013X",
  phone: "13900000001",
  bizForm: "餐饮服务经营者",
  items: ["热食类食品制售"],
  area: 86,
  address: "临江市江北区滨河大道 12 号",
  safetyOfficerName: "林小燕",
  safetyOfficerIdNumber: "980102199003076024",
};
/** 64 by 64 black pixels: content is kept in files, not in the database. */
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAAAAACPAi4CAAAAG0lEQVR4nO3BgQAAAADDoPlT3+AEVQEAAAB8AxBAAAFGOA0dAAAAAElFTkSuQmCC",
  "base64",
);
const PATIENCE_MS = 60_000;
/** Long enough that looking costs little beside the case. */
const POLL_MS = 50;

interface CaseView {
  readonly id: string;
  readonly status: string;
  readonly materials: readonly { code: string; status: string; necessity: string }[];
}

/** Applies and lets each desk do its work until the case stands there; answers its id. */
export async function carryCase(office: Office, until: Standing): Promise<string> {
  const id = await apply(office);
  for (const { node, desk, data } of STEPS) {
    const task = await taskOf(office, desk, id, node);
    if (node === until) return id;
    await office.ask(desk, { method: "POST", url: `/api/tasks/${task}/claim` });
    if (node === "inspect") await office.ask(desk, upload(`/api/tasks/${task}/photos`));
    if (node === "decide") {
      const payload = { kind: "electronic" };
      await office.ask("applicant", { method: "PUT", url: `/api/cases/${id}/delivery`, payload });
    }
    const url = `/api/tasks/${task}/complete`;
    await office.ask(desk, { method: "POST", url, payload: { data } });
  }
  await reached(async () => (await view(office, id)).status === "closed");
  const url = `/api/cases/${id}/evaluation`;
  await office.ask("applicant", { method: "POST", url, payload: { grade: 5 } });
  await ended(office, id);
  return id;
}

async function apply(office: Office): Promise<string> {
  const begun = { matterId: "M02", answers: ANSWERS };
  const { id } = (await office.ask("applicant", {
    method: "POST",
    url: "/api/cases",
    payload: begun,
  })) as CaseView;
  const draft = { method: "PUT", url: `/api/cases/${id}/draft`, payload: { form: FORM } } as const;
  await office.ask("applicant", draft);
  for (const { code, status, necessity } of (await view(office, id)).materials) {
    if (status !== "missing" || necessity === "tolerated") continue;
    await office.ask("applicant", upload(`/api/cases/${id}/materials/${code}`));
  }
  const payload = { declaration: true };
  await office.ask("applicant", { method: "POST", url: `/api/cases/${id}/submit`, payload });
  return id;
}

async function view(office: Office, id: string): Promise<CaseView> {
  return (await office.ask("applicant", { method: "GET", url: `/api/cases/${id}` })) as CaseView;
}

async function taskOf(office: Office, desk: Desk, caseId: string, node: string): Promise<string> {
  let task: string | undefined;
  await reached(async () => {
    const row = await office.platform.database.workItem.findFirst({
      where: { caseId, node, state: "open" },
      select: { id: true },
    });
    task = row?.id;
    return task !== undefined;
  });
  if (task === undefined) throw new Error(`${desk}: no task ${node}`);
  return task;
}

/** Nothing of the case's processes runs any more. */
async function ended(office: Office, id: string): Promise<void> {
  const { processInstanceId } = await office.platform.database.case.findUniqueOrThrow({
    where: { id },
  });
  await reached(async () => {
    const running = await office.platform.database.processInstance.count({
      where: { rootId: BigInt(processInstanceId ?? 0), state: "active" },
    });
    return running === 0;
  });
}

async function reached(isSo: () => Promise<boolean>): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > until) throw new Error("The case does not come where it should");
    await pause(POLL_MS);
  }
}

function upload(url: string): {
  method: "POST";
  url: string;
  payload: Buffer;
  headers: Record<string, string>;
} {
  const boundary = "----tongban";
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n`;
  return {
    method: "POST",
    url,
    payload: Buffer.concat([Buffer.from(head), PNG, Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  };
}
