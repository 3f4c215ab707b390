/**
 * Variables and their scopes, as in Camunda 8: every element instance is a scope; a name is looked up from the innermost
 * scope outwards; a result is written where the name is visible, else to the root scope.
 */
import type { ElementInstanceId } from "../ids.ts";
import { isPlainObject, type Json, type Variables } from "../json.ts";
import type { InstanceState } from "../state/instance-state.ts";
import type { Run } from "./run.ts";

/** Looks a name up; undefined when no visible scope has it (which is not the same as null). */
export type Lookup = (name: string) => Json | undefined;

/** Look-up as seen from inside the scope; what the host shares with all processes lies behind the outermost. */
export function lookupFrom(
  { state, context: { shared } }: Pick<Run, "state" | "context">,
  scopeId: ElementInstanceId,
): Lookup {
  return (name) => {
    const variable = visible(state, scopeId, name);
    if (variable !== undefined) return variable.value;
    return shared !== undefined && Object.hasOwn(shared, name) ? shared[name] : undefined;
  };
}

/** All variables that are visible from inside the scope; inner ones hide outer ones of the same name. */
export function visibleVariables(state: InstanceState, scopeId: ElementInstanceId): Variables {
  const variables: Record<string, Json> = {};
  for (const id of scopesFrom(state, scopeId)) {
    for (const [name, value] of Object.entries(localVariables(state, id))) {
      if (!Object.hasOwn(variables, name)) variables[name] = value;
    }
  }
  return variables;
}

/** Which scope has each of the {@link visibleVariables}. */
export function visibleVariableScopes(
  state: InstanceState,
  scopeId: ElementInstanceId,
): ReadonlyMap<string, ElementInstanceId> {
  const scopes = new Map<string, ElementInstanceId>();
  for (const id of scopesFrom(state, scopeId))
    for (const name of state.variableNames.get(id) ?? [])
      if (!scopes.has(name)) scopes.set(name, id);
  return scopes;
}

/** The variables of exactly this scope. */
export function localVariables(state: InstanceState, scopeId: ElementInstanceId): Variables {
  const variables: Record<string, Json> = {};
  for (const name of state.variableNames.get(scopeId) ?? []) {
    const row = localRow(state, scopeId, name);
    if (row !== undefined) variables[name] = row[0];
  }
  return variables;
}

/** Sets a variable in exactly this scope; nothing happens when it has that value already. */
export function setLocal(run: Run, scopeId: ElementInstanceId, name: string, value: Json): void {
  const row = localRow(run.state, scopeId, name);
  // Cheap test only: comparing whole documents would cost more than writing them.
  if (row !== undefined && row[0] === value) return;
  run.emit({ type: "variableSet", scopeId, name, value });
}

function propagate(run: Run, scopeId: ElementInstanceId, name: string, value: Json): void {
  const holder = visible(run.state, scopeId, name)?.scopeId ?? rootFrom(run.state, scopeId);
  setLocal(run, holder, name, value);
}

/** Sets variables where they are visible from the scope, else in the root scope. */
export function propagateAll(run: Run, scopeId: ElementInstanceId, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) propagate(run, scopeId, name, value);
}

/** {@link setLocal} for each of the variables. */
export function setAllLocal(run: Run, scopeId: ElementInstanceId, variables: Variables): void {
  for (const [name, value] of Object.entries(variables)) setLocal(run, scopeId, name, value);
}

/**
 * The new value of a variable when `value` is put at a path inside it: contexts on the way are kept or made, anything
 * else in the way is replaced. With the path `['c']` and `{a: 1}` as `current`, `value` 2 gives `{a: 1, c: 2}`.
 */
export function withMember(current: Json | undefined, path: readonly string[], value: Json): Json {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const context: Readonly<Record<string, Json>> = isPlainObject(current) ? current : {};
  const member = Object.hasOwn(context, name) ? context[name] : undefined;
  return { ...context, [name]: withMember(member, rest, value) };
}

function visible(
  state: InstanceState,
  scopeId: ElementInstanceId,
  name: string,
): { scopeId: ElementInstanceId; value: Json } | undefined {
  let id = scopeId;
  for (;;) {
    const row = localRow(state, id, name);
    if (row !== undefined) return { scopeId: id, value: row[0] };
    const outer = state.tables.element.get(id)?.scopeId;
    if (outer === undefined || outer === id) return undefined;
    id = outer;
  }
}

/** Most scopes have none of the name: its key, a new text that has to be hashed, is made for those that have. */
function localRow(
  state: InstanceState,
  scopeId: ElementInstanceId,
  name: string,
): ReturnType<InstanceState["tables"]["variable"]["get"]> {
  return state.variableNames.get(scopeId)?.has(name) === true
    ? state.tables.variable.get(`${scopeId}/${name}`)
    : undefined;
}

function rootFrom(state: InstanceState, scopeId: ElementInstanceId): ElementInstanceId {
  return scopesFrom(state, scopeId).at(-1) ?? scopeId;
}

/** The scope and those around it, innermost first. */
function scopesFrom(state: InstanceState, scopeId: ElementInstanceId): ElementInstanceId[] {
  const scopes = [scopeId];
  let id = scopeId;
  for (;;) {
    const outer = state.tables.element.get(id)?.scopeId;
    if (outer === undefined || outer === id) return scopes;
    scopes.push(outer);
    id = outer;
  }
}
