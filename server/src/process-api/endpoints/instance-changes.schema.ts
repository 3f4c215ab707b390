/** What a modification is told, as Camunda writes it, and what the engine makes of it. */
import { z } from "zod";
import type { ModifyInstruction } from "../../runtime/index.ts";
import {
  exactlyOneOf,
  filled,
  key,
  operationReference,
  optional,
  optionalWith,
  someVariables,
} from "../api.ts";

const elementId = z.string().min(1).max(255);
const variableInstructions = optionalWith(
  z
    .array(
      z.strictObject({
        variables: someVariables,
        /** The scope's element; empty for the process. */
        scopeId: optionalWith(z.string().max(255), ""),
      }),
    )
    .max(100),
  [],
);
const terminated = z
  .strictObject({ elementId: optional(filled(255)), elementInstanceKey: optional(key) })
  .superRefine(exactlyOneOf("elementId", "elementInstanceKey"));

// Of a pair it does not matter which is missing.
const bothNeeded = { error: "All [sourceElementId, targetElementId] are required" };
const mapped = z
  .string({
    error: ({ input }) => (input === undefined || input === null ? bothNeeded.error : undefined),
  })
  .min(1, bothNeeded)
  .max(255);

/** Which element goes on as which, in a migration. */
export const mappings = z
  .array(z.strictObject({ sourceElementId: mapped, targetElementId: mapped }))
  .min(1)
  .max(5000);

/** The body of a modification. */
export const modificationBody = z.strictObject({
  operationReference,
  activateInstructions: optionalWith(
    z
      .array(
        z.strictObject({
          elementId,
          variableInstructions,
          /** -1: none in particular. */
          ancestorElementInstanceKey: optional(z.union([key, z.literal("-1")])),
        }),
      )
      .max(500),
    [],
  ),
  moveInstructions: optionalWith(
    z
      .array(
        z.strictObject({
          sourceElementInstruction: z.discriminatedUnion("sourceType", [
            z.strictObject({ sourceType: z.literal("byId"), sourceElementId: filled(255) }),
            z.strictObject({ sourceType: z.literal("byKey"), sourceElementInstanceKey: key }),
          ]),
          targetElementId: filled(255),
          ancestorScopeInstruction: optional(
            z.discriminatedUnion("ancestorScopeType", [
              z.strictObject({
                ancestorScopeType: z.literal("direct"),
                ancestorElementInstanceKey: optional(key),
              }),
              z.strictObject({ ancestorScopeType: z.literal("inferred") }),
              z.strictObject({ ancestorScopeType: z.literal("sourceParent") }),
            ]),
          ),
          variableInstructions,
        }),
      )
      .max(500),
    [],
  ),
  terminateInstructions: optionalWith(z.array(terminated).max(500), []),
});

/** The engine's instructions: what ends is told last, so that a scope does not end before something begins in it. */
export function modifyInstructions(
  body: z.output<typeof modificationBody>,
): readonly ModifyInstruction[] {
  return [
    ...body.activateInstructions.map((instruction): ModifyInstruction => ({
      kind: "activate",
      elementId: instruction.elementId,
      scopeInstanceId: elementInstanceId(instruction.ancestorElementInstanceKey),
      variables: scopes(instruction.variableInstructions),
    })),
    ...body.moveInstructions.map((instruction): ModifyInstruction => {
      const { sourceElementInstruction: source, ancestorScopeInstruction: ancestor } = instruction;
      return {
        kind: "move",
        from:
          source.sourceType === "byId"
            ? { elementId: source.sourceElementId }
            : what(source.sourceElementInstanceKey),
        elementId: instruction.targetElementId,
        scopeInstanceId: elementInstanceId(
          ancestor?.ancestorScopeType === "direct"
            ? ancestor.ancestorElementInstanceKey
            : undefined,
        ),
        variables: scopes(instruction.variableInstructions),
      };
    }),
    ...body.terminateInstructions.map((instruction): ModifyInstruction => ({
      kind: "cancel",
      what:
        instruction.elementId === undefined
          ? what(instruction.elementInstanceKey ?? "")
          : { elementId: instruction.elementId },
    })),
  ];
}

type Cancel = Extract<ModifyInstruction, { kind: "cancel" }>["what"];
type ScopeInstance = Extract<ModifyInstruction, { kind: "activate" }>["scopeInstanceId"];

// The engine's ids are branded texts, and keys are those texts.
function what(elementInstanceKey: string): Cancel {
  return { elementInstanceId: elementInstanceKey } as Cancel;
}

function elementInstanceId(ancestorKey: string | undefined): ScopeInstance {
  return ancestorKey === "-1" ? undefined : (ancestorKey as ScopeInstance);
}

function scopes(instructions: z.output<typeof variableInstructions>): {
  scopeElementId?: string | undefined;
  variables: (typeof instructions)[number]["variables"];
}[] {
  return instructions.map(({ scopeId, variables }) => ({
    scopeElementId: scopeId === "" ? undefined : scopeId,
    variables,
  }));
}
