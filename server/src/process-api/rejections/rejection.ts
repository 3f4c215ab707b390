/**
 * A command that was not carried out, as Camunda 8 says it. Which sentence belongs to which reason stands beside this file, by what the
 * command is about; a situation that only we have gets our own sentence in the same form, with our code behind it.
 */
import type { Result, RuntimeProblem } from "../../runtime/index.ts";
import { ApiProblem, type ApiProblemTitle } from "../api-problem.ts";

/** Why a command is not carried out: what the runtime says, and what endpoints find out themselves. */
export type Reason =
  | RuntimeProblem["code"]
  | "CLOCK_IMMUTABLE"
  | "CLUSTER_VARIABLE_EXISTS"
  | "CLUSTER_VARIABLE_NOT_FOUND"
  | "CLUSTER_VARIABLES_FULL"
  | "INSTANCE_CANCELLED"
  | "INSTANCE_OF_CASE"
  | "JOB_IN_STATE"
  | "JOB_NOT_ACTIVE"
  | "JOB_WITHOUT_RETRIES"
  | "JOBS_OF_PLATFORM"
  | "MESSAGE_PUBLISHED"
  | "MODELS_INVALID";

/** A reason, and what is known of it. */
export interface Refused extends Partial<Pick<RuntimeProblem, "subject" | "finding">> {
  readonly code: Reason;
  readonly message?: { readonly en: string };
}

/** How a reason is said. */
export type Words = readonly [title: ApiProblemTitle, sentence: (refused: Refused) => string];

/** The same, where it depends on what is known; undefined where Camunda has no words. */
type Choice = (refused: Refused) => Words | undefined;

/** A command that somebody asked for. */
export interface Asked {
  /** As Camunda's records name it. */
  readonly intent: string;
  /** "cancel a process instance with key '1'". */
  readonly what: string;
  /** Camunda's words for what can be in the way. */
  readonly words: Readonly<Partial<Record<Reason, Words | Choice>>>;
  /** The same for what can be wrong with a plan of migration, by the codes of its findings. */
  readonly findings?: Readonly<Record<string, Words>>;
}

/** That there is no such thing. */
export function notFound(sentence: string): Words {
  return ["NOT_FOUND", () => sentence];
}

/** That what is asked for is none that could be done. @param sentence about the subject */
export function invalidArgument(sentence: (subject: string) => string): Words {
  return ["INVALID_ARGUMENT", ({ subject = "" }) => sentence(subject)];
}

/** That it cannot be done now. @param sentence about the subject */
export function invalidState(sentence: (subject: string) => string): Words {
  return ["INVALID_STATE", ({ subject = "" }) => sentence(subject)];
}

/** The problem that says so. */
export function refusal({ intent, what, words, findings }: Asked, refused: Refused): ApiProblem {
  const { code, finding } = refused;
  const found = findings?.[finding?.code ?? ""] ?? words[code];
  const [title, sentence] = (typeof found === "function" ? found(refused) : found) ?? [
    titleOf(code),
    inOurWords(what),
  ];
  return new ApiProblem(
    title,
    `Command '${intent}' rejected with code '${title}': ${sentence(refused)}`,
  );
}

/** The value of a command's result. @throws ApiProblem when it was refused */
export function accepted<Value>(asked: Asked, result: Result<Value>): Value {
  if (result.ok) return result.value;
  throw refusal(asked, result.problem);
}

/** What Camunda has no words for, in its form. */
function inOurWords(what: string): Words[1] {
  return ({ code: reason, message: said, finding }) => {
    const { code, message, elementId } = finding ?? { code: reason, message: said };
    const because = uncapitalised(message?.en.replace(/\.$/, "") ?? "it cannot be done");
    const where = elementId === undefined ? "" : ` element with id '${elementId}':`;
    return `Expected to ${what}, but${where} ${because} (${code})`;
  };
}

/** A sentence of ours as it goes on behind another. */
export function uncapitalised(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

const NOT_ACCEPTABLE = new Set<Reason>([
  "VARIABLE_NOT_SERIALISABLE",
  "VARIABLE_TOO_LARGE",
  "JOB_RETRIES_INVALID",
  "USER_TASK_CREATION_DENIED",
  "ELEMENT_NOT_IN_MODEL",
  "ELEMENT_NOT_ACTIVATABLE",
  "ELEMENT_NOT_ACTIVE",
  "ELEMENT_NOT_CANCELABLE",
  "SCOPE_NOT_AROUND",
  "SCOPE_NOT_CREATABLE",
  "SCOPE_NOT_OPEN",
  "EXPRESSION_FAILED",
  "BATCH_TOO_LARGE",
  "MESSAGE_KEY_TOO_LONG",
  "BUSINESS_KEY_TOO_LONG",
  "CANDIDATE_GROUP_TOO_LONG",
]);

function titleOf(code: Reason): ApiProblemTitle {
  if (code === "CLOCK_IMMUTABLE" || code === "JOBS_OF_PLATFORM") return "FORBIDDEN";
  if (code.endsWith("_NOT_FOUND") || code === "INSTANCE_ENDED") return "NOT_FOUND";
  return NOT_ACCEPTABLE.has(code) ? "INVALID_ARGUMENT" : "INVALID_STATE";
}
