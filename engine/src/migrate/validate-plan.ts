/** What is wrong with a migration plan whatever the instance; and the plan that makes itself. */
import type { Finding } from "../model/finding.ts";
import { NO_INDEX, type ProcessGraph, type ProcessNode } from "../model/process-graph.ts";
import { Correspondence, nodeById } from "./correspondence.ts";
import { migrationFinding } from "./findings.ts";
import type { ElementMapping, FlowMapping, MigrationPlan } from "./plan.ts";
import { isSameKind, ruleOf } from "./rules.ts";

/** All findings, each about an element or flow of the source. */
export function validateMigrationPlan(
  source: ProcessGraph,
  target: ProcessGraph,
  plan: MigrationPlan,
): Finding[] {
  const correspondence = new Correspondence(source, target, plan);
  const seen = new Set<string>();
  const taken = new Set<string>();
  const findings = plan.elements.flatMap((mapping) => {
    const isTwice = seen.has(mapping.source);
    seen.add(mapping.source);
    if (isTwice) return migrationFinding("MIGRATION_SOURCE_TWICE", mapping.source);
    const finding = elementFinding(correspondence, mapping, taken);
    taken.add(mapping.target);
    return finding ?? [];
  });
  return [
    ...findings,
    ...(plan.flows ?? []).flatMap((flow) => flowFinding(correspondence, flow) ?? []),
  ];
}

/**
 * Maps every element to the one with the same id, where that is of the same kind in the same place. Elements that the plan
 * leaves out are those that somebody must decide on.
 */
export function defaultMigrationPlan(source: ProcessGraph, target: ProcessGraph): MigrationPlan {
  const ids = [...source.nodeOf].filter(([id, index]) => index !== 0 && target.nodeOf.has(id));
  let elements: readonly ElementMapping[] = ids.map(([id]) => ({ source: id, target: id }));
  for (;;) {
    const findings = validateMigrationPlan(source, target, { elements });
    if (findings.length === 0) return { elements };
    // Without them what lies in them or is attached to them may have no place either.
    const wrong = new Set(findings.map(({ elementId }) => elementId));
    elements = elements.filter((mapping) => !wrong.has(mapping.source));
  }
}

/** New scopes of the target between the element and what its scope has become, outermost first; undefined when it is elsewhere. */
export function newScopes(
  correspondence: Correspondence,
  from: ProcessNode,
  to: ProcessNode,
): readonly ProcessNode[] | undefined {
  const { source, target } = correspondence;
  const outer = source.nodes[from.scope];
  const expected = outer === undefined ? undefined : correspondence.nodeFor(outer);
  const added: ProcessNode[] = [];
  for (let index = to.scope; index !== NO_INDEX;) {
    const scope = target.nodes[index];
    if (scope === undefined) return undefined;
    if (scope === expected) return added.toReversed();
    if (!isNew(correspondence, scope)) return undefined;
    added.push(scope);
    index = scope.scope;
  }
  return undefined;
}

/** A sub-process that nothing becomes, and that asks nothing before it begins. */
function isNew(correspondence: Correspondence, scope: ProcessNode): boolean {
  const { kind, inputs, requiredInputs, listeners, elementId } = scope;
  const isPlain = inputs.length + requiredInputs.length + (listeners?.start.length ?? 0) === 0;
  return kind === "subProcess" && isPlain && !correspondence.isTarget(elementId);
}

function elementFinding(
  correspondence: Correspondence,
  mapping: ElementMapping,
  taken: ReadonlySet<string>,
): Finding | undefined {
  const { source, target } = correspondence;
  const from = nodeById(source, mapping.source);
  const to = nodeById(target, mapping.target);
  const named = { zh: mapping.target, en: mapping.target };
  if (from === undefined || from.index === 0)
    return migrationFinding("MIGRATION_SOURCE_UNKNOWN", mapping.source);
  if (to === undefined) return migrationFinding("MIGRATION_TARGET_UNKNOWN", mapping.source, named);
  if (!isSameKind(source, from, target, to))
    return migrationFinding("MIGRATION_KIND_DIFFERS", mapping.source, named);
  if (taken.has(mapping.target) && !ruleOf(from).isShared)
    return migrationFinding("MIGRATION_TARGET_SHARED", mapping.source, named);
  const added = newScopes(correspondence, from, to);
  // What an event sub-process interrupts is its own scope, not a new one inside of it.
  if (added === undefined || (added.length > 0 && from.kind === "eventSubProcess"))
    return migrationFinding("MIGRATION_SCOPE_DIFFERS", mapping.source, named);
  const host = source.nodes[from.attachedTo];
  if (host !== undefined && correspondence.nodeFor(host)?.index !== to.attachedTo)
    return migrationFinding("MIGRATION_HOST_DIFFERS", mapping.source, named);
  return undefined;
}

function flowFinding(
  correspondence: Correspondence,
  { source, target }: FlowMapping,
): Finding | undefined {
  return correspondence.flowId(source) === target
    ? undefined
    : migrationFinding("MIGRATION_FLOW_INVALID", source, { zh: target, en: target });
}
