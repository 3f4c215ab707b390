/** What is asked for of messages, decisions, variables of the installation and the clock. */
import type { ApiProblem } from "../api-problem.ts";
import { type Asked, notFound, refusal, type Refused } from "./rejection.ts";

/** Camunda: MessagePublishProcessor. */
export function publicationAsked(messageId = ""): Asked {
  return {
    intent: "PUBLISH",
    what: "publish a new message",
    words: {
      MESSAGE_PUBLISHED: [
        "ALREADY_EXISTS",
        () =>
          `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
      ],
    },
  };
}

/** Camunda: MessageCorrelationCorrelateProcessor. */
export function correlationAsked(name: string, correlationKey: string): Asked {
  const message = `message with name '${name}' and correlation key '${correlationKey}'`;
  return {
    intent: "CORRELATE",
    what: `correlate ${message}`,
    words: {
      MESSAGE_NOT_CORRELATED: notFound(
        `Expected to find subscription for ${message}, but none was found.`,
      ),
    },
  };
}

/** No words of Camunda's: a signal goes to whoever waits. */
export function broadcastAsked(signalName: string): Asked {
  return { intent: "BROADCAST", what: `broadcast signal with name '${signalName}'`, words: {} };
}

/** Camunda: DecisionBehavior. */
export function decisionAsked({
  id,
  key,
}: {
  id?: string | undefined;
  key?: string | undefined;
}): Asked {
  const [by, wanted] = key === undefined ? ["id", id ?? ""] : ["key", key];
  const what = `evaluate decision '${wanted}'`;
  return {
    intent: "EVALUATE",
    what,
    words: {
      DECISION_NOT_FOUND: notFound(
        `Expected to ${what}, but no decision found for ${by} '${wanted}'`,
      ),
    },
  };
}

/** Camunda: ExpressionValidator, ExpressionBehavior. */
export const expressionAsked: Asked = {
  intent: "EVALUATE",
  what: "evaluate expression",
  words: {
    EXPRESSION_FAILED: [
      "INVALID_ARGUMENT",
      ({ subject, message }: Refused) => {
        const isParsed = subject !== "EXPRESSION_SYNTAX" && subject !== "EXPRESSION_TOO_LARGE";
        return `Failed to ${isParsed ? "evaluate" : "parse"} expression: ${message?.en ?? ""}`;
      },
    ],
  },
};

/** Camunda: ConditionalEvaluationEvaluateProcessor; a command from outside has no key yet. */
export function conditionsAsked(processDefinitionKey = ""): Asked {
  return {
    intent: "EVALUATE",
    what: "evaluate conditional",
    words: {
      PROCESS_NOT_DEPLOYED: notFound(
        `Expected to evaluate conditional with command key '-1' for process definition key '${processDefinitionKey}', but no such process was found.`,
      ),
    },
  };
}

/** Camunda: ClusterVariableRecordValidator. */
export function clusterVariableAsked(intent: "CREATE" | "UPDATE" | "DELETE", name: string): Asked {
  const invalid = `Invalid cluster variable name: '${name}'.`;
  return {
    intent,
    what: `${intent.toLowerCase()} cluster variable with name '${name}'`,
    words: {
      CLUSTER_VARIABLE_EXISTS: [
        "ALREADY_EXISTS",
        () => `${invalid} The name already exists in the scope 'GLOBAL'`,
      ],
      CLUSTER_VARIABLE_NOT_FOUND: notFound(
        `${invalid} The variable does not exist in the scope 'GLOBAL'`,
      ),
    },
  };
}

/** The clock of an installation that does not allow that it is moved. */
export function clockImmutable(move: "PIN" | "RESET"): ApiProblem {
  const what = move === "PIN" ? "pin the clock to the given time" : "reset the clock";
  return refusal(
    { intent: move, what, words: {} },
    { code: "CLOCK_IMMUTABLE", message: { en: "DEMO_CLOCK is false" } },
  );
}
