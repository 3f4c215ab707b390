/**
 * `npm run drill -- 120 http://app1:8080 http://app2:8080`: for operators. Starts instances on the servers in turn for 120 seconds and
 * completes their jobs, while somebody kills what they like, and says at the end whether all that was acknowledged is there: ends with
 * 0 where nothing is lost, else with 1. DRILL_CLIENT (drill) and DRILL_SECRET are a client of PROCESS_API_CLIENTS with all rights.
 */
import process from "node:process";

/**
 * @typedef {{ status: number | "unreachable", body: Record<string, unknown> }} Answer What a server said, or that it could not be asked.
 */

const [seconds = "60", ...servers] = process.argv.slice(2);
const addresses = servers.length === 0 ? ["http://localhost:8080"] : servers;
const credentials = `${process.env["DRILL_CLIENT"] ?? "drill"}:${process.env["DRILL_SECRET"] ?? ""}`;
const authorization = `Basic ${Buffer.from(credentials).toString("base64")}`;
/** Its own process each time, so that a drill counts nothing of the drill before. */
const processDefinitionId = `drill-${Date.now()}`;
const starters = 8;
const workers = 2;
/** How long nothing more may end, after the last start, until what has not ended counts as lost: three leases of a killed server. */
const patienceMs = 180_000;
const page = 1_000;

const model = `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="https://tongban.org/drill">
  <bpmn:process id="${processDefinitionId}" isExecutable="true">
    <bpmn:startEvent id="start" />
    <bpmn:sequenceFlow id="toJob" sourceRef="start" targetRef="job" />
    <bpmn:serviceTask id="job">
      <bpmn:extensionElements><zeebe:taskDefinition type="${processDefinitionId}" /></bpmn:extensionElements>
    </bpmn:serviceTask>
    <bpmn:sequenceFlow id="toTimer" sourceRef="job" targetRef="second" />
    <bpmn:intermediateCatchEvent id="second">
      <bpmn:timerEventDefinition>
        <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S</bpmn:timeDuration>
      </bpmn:timerEventDefinition>
    </bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="toEnd" sourceRef="second" targetRef="end" />
    <bpmn:endEvent id="end" />
  </bpmn:process>
</bpmn:definitions>`;

/** @type {Set<unknown>} Keys of the instances that a server said it had started. */
const acknowledged = new Set();
/** @type {Set<unknown>} Keys of the instances that a server said had ended. */
const completed = new Set();
/** @type {Map<string, number>} What acknowledged nothing, by status: how it looked to callers while something was away. */
const refused = new Map();
let lastAcknowledgedAt = Date.now();
let longestPauseMs = 0;

/**
 * Asks the server whose turn it is.
 * @param {string} path
 * @param {FormData | object} body
 * @param {number} turn
 * @returns {Promise<Answer>}
 */
async function call(path, body, turn) {
  const isForm = body instanceof FormData;
  try {
    const response = await fetch(`${addresses[turn % addresses.length] ?? ""}/v2${path}`, {
      method: "POST",
      headers: { authorization, ...(!isForm && { "content-type": "application/json" }) },
      body: isForm ? body : JSON.stringify(body),
      signal: AbortSignal.timeout(120_000),
    });
    const text = await response.text();
    const read = /** @type {Record<string, unknown>} */ (text === "" ? {} : JSON.parse(text));
    return { status: response.status, body: read };
  } catch {
    return { status: "unreachable", body: {} };
  }
}

/**
 * @param {Record<string, unknown>} body
 * @param {string} name
 */
function wordIn(body, name) {
  const word = body[name];
  return typeof word === "string" ? word : "";
}

/**
 * @param {number} ms
 * @returns {Promise<void>}
 */
function pause(ms) {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/**
 * @param {number} until milliseconds since 1970
 * @param {number} first
 */
async function start(until, first) {
  for (let turn = first; Date.now() < until; turn += 1) {
    const { status, body } = await call("/process-instances", { processDefinitionId }, turn);
    if (status === 200) {
      acknowledged.add(body["processInstanceKey"]);
      longestPauseMs = Math.max(longestPauseMs, Date.now() - lastAcknowledgedAt);
      lastAcknowledgedAt = Date.now();
    } else {
      const answer = `${status} ${wordIn(body, "title")}`.trim();
      refused.set(answer, (refused.get(answer) ?? 0) + 1);
      await pause(100);
    }
  }
}

/**
 * Completes jobs; one that was taken and not completed comes back after ten seconds.
 * @param {() => boolean} isOver
 * @param {number} first
 */
async function work(isOver, first) {
  const wish = { type: processDefinitionId, timeout: 10_000, maxJobsToActivate: 20 };
  for (let turn = first; !isOver(); turn += 1) {
    const { status, body } = await call("/jobs/activation", { ...wish, requestTimeout: 500 }, turn);
    if (status !== 200) await pause(100);
    const jobs = /** @type {{ jobKey: string }[]} */ (body["jobs"] ?? []);
    await Promise.all(jobs.map(({ jobKey }) => call(`/jobs/${jobKey}/completion`, {}, turn)));
  }
}

/** @param {number} turn */
async function readCompleted(turn) {
  const filter = { processDefinitionId, state: "COMPLETED" };
  let after;
  for (;;) {
    const wish = { filter, page: after === undefined ? { limit: page } : { limit: page, after } };
    const { body } = await call("/process-instances/search", wish, turn);
    const items = /** @type {{ processInstanceKey: string }[]} */ (body["items"] ?? []);
    for (const { processInstanceKey } of items) completed.add(processInstanceKey);
    if (items.length < page) return;
    after = /** @type {{ endCursor?: string }} */ (body["page"]).endCursor;
  }
}

/** Instances that were acknowledged and have not ended, when all have or nothing more ends. */
async function missing() {
  const stillMissing = () => [...acknowledged].filter((key) => !completed.has(key));
  let seen = completed.size;
  let since = Date.now();
  for (let turn = 0; Date.now() - since < patienceMs; turn += 1) {
    await readCompleted(turn);
    if (stillMissing().length === 0) break;
    if (completed.size > seen) since = Date.now();
    seen = completed.size;
    await pause(1_000);
  }
  return stillMissing();
}

const form = new FormData();
form.append("resources", new Blob([model]), "drill.bpmn");
const deployed = await call("/deployments", form, 0);
if (deployed.status === 200) {
  let isOver = false;
  const working = Array.from({ length: workers }, (_, first) => work(() => isOver, first));
  const until = Date.now() + Number(seconds) * 1_000;
  lastAcknowledgedAt = Date.now();
  const report = () => {
    const time = new Date().toTimeString().slice(0, 8);
    console.log(time, "acknowledged", acknowledged.size, Object.fromEntries(refused));
  };
  const reporting = setInterval(report, 5_000);
  await Promise.all(Array.from({ length: starters }, (_, first) => start(until, first)));
  clearInterval(reporting);
  const lost = await missing();
  isOver = true;
  await Promise.all(working);
  console.log({
    acknowledged: acknowledged.size,
    completed: acknowledged.size - lost.length,
    longestPauseSeconds: longestPauseMs / 1_000,
    refused: Object.fromEntries(refused),
    lost: lost.slice(0, 10),
  });
  process.exitCode = lost.length === 0 && acknowledged.size > 0 ? 0 : 1;
} else {
  const { status, body } = deployed;
  console.error(`${addresses[0] ?? ""}: ${status} ${wordIn(body, "detail")}`);
  process.exitCode = 1;
}
