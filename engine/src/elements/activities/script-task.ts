/**
 * Script task (BPMN 2.0.2 §13.3.3): evaluates a FEEL expression (`zeebe:script`) and puts its result into a variable.
 * A script in any other language would need a job worker and is a finding.
 */
import type { Compiled } from "../../expression/index.ts";
import type { Json } from "../../json.ts";
import { evaluateIn } from "../../semantics/evaluation.ts";
import { complete } from "../../semantics/tokens.ts";
import type { ElementBehavior } from "../element-behavior.ts";

/** The script and where its result goes. */
export interface ScriptDetails {
  readonly expression: Compiled | null;
  readonly resultVariable: string;
}

/** See the file's head. */
export const scriptTask: ElementBehavior<ScriptDetails, Json> = {
  clause: "§13.3.3 Script Task",
  read: (reader) => {
    const script = reader.extension("zeebe:Script");
    const text = script?.text("expression");
    const resultVariable = script?.text("resultVariable");
    if (text === undefined) {
      reader.report(
        "SCRIPT_MISSING",
        "脚本任务没有 FEEL 脚本（zeebe:script）",
        "The script task has no FEEL script (zeebe:script)",
      );
    }
    if (script !== undefined && resultVariable === undefined) {
      reader.report("RESULT_VARIABLE_MISSING", "没有指定结果变量", "It names no result variable");
    }
    return {
      expression: reader.expression(text, "script") ?? null,
      resultVariable: resultVariable ?? "",
    };
  },
  evaluate: (run, node, element) => {
    const { expression } = node.details;
    if (expression === null) throw new Error(`${node.elementId} has no script`);
    return evaluateIn(run, element.elementInstanceId, expression);
  },
  activate: (run, node, element, value) => {
    complete(run, element, { [node.details.resultVariable]: value });
    return "waits";
  },
};
