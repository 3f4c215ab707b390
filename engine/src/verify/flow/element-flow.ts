/**
 * What each kind of element does with tokens, for verification: written down a second time, from the standard and not
 * from the behaviours in elements/, so that one can be tested against the other. A kind that is missing does not compile.
 *
 * Everything that depends on data, time or the outside may turn out either way: every condition may hold or not, every
 * event may come or not, every activity completes some time or is interrupted. A sub-process is one element here; what
 * is in it is verified as a scope of its own.
 */
import type { EventDetails } from "../../event-definitions/event-definition.ts";
import type { ElementKind } from "../../model/element-kind.ts";
import { type FlowIndex, NO_INDEX, type ProcessNode } from "../../model/process-graph.ts";
import { complexGateway } from "./complex-gateway-flow.ts";
import { eventFlows } from "./event-flow.ts";
import { canHappen } from "./possible-events.ts";
import { inclusiveGateway } from "./inclusive-gateway-flow.ts";
import type { ScopeEnd } from "./net.ts";
import type { NetBuilder } from "./net-builder.ts";
import { oneWayEach, waysOut } from "./ways-out.ts";

/** See the file's head. */
export interface ElementFlow {
  /** The flow over which a token goes on at once, NO_INDEX if it is consumed; undefined if it rests here. */
  passes?(net: NetBuilder, node: ProcessNode): FlowIndex | undefined;
  /** How the scope ends when a token arrives, if it does. */
  endsScope?(net: NetBuilder, node: ProcessNode): ScopeEnd | null;
  /** Whether tokens wait for each other, each on the flow it has come over. */
  isJoin?(node: ProcessNode): boolean;
  /** Adds what may happen to tokens that rest here. */
  moves?(net: NetBuilder, node: ProcessNode): void;
}

/** Holds a token until it completes, or until a boundary event takes it or adds one. */
const activity: ElementFlow = {
  moves: (net, node) => {
    if (node.startQuantity > 1 || node.completionQuantity > 1) {
      net.limitations.push({
        zh: `“${node.name}”需要或产生多个令牌`,
        en: `"${node.name}" needs or makes several tokens`,
      });
    }
    if (node.kind === "adHocSubProcess" && joinsWays(net, node)) {
      net.limitations.push({
        zh: `即席子流程“${node.name}”里有几条路汇到一处`,
        en: `Ways come together in the ad-hoc sub-process "${node.name}"`,
      });
    }
    const takes = [net.place(node.index)];
    const { canComplete, endsAround } = net.outcomeOf(node);
    if (canComplete) {
      for (const sends of waysOut(net, node)) net.add({ node: node.index, takes, sends });
    }
    for (const upTo of endsAround) {
      net.add({ node: node.index, takes, sends: [], endsScope: { upTo } });
    }
    for (const index of node.boundaryEvents) {
      const event = net.node(index) as ProcessNode<EventDetails>;
      // A compensation event only says what undoes the activity.
      if (event.trigger === "compensation" || !canHappen(net.graph, event)) continue;
      for (const sends of waysOut(net, event)) {
        net.add(
          event.details.isInterrupting
            ? { node: index, takes, sends }
            : { node: index, takes, keeps: takes, sends, isExtra: true },
        );
      }
    }
  },
};

const waitingOrThrowing: ElementFlow = {
  endsScope: (net, node) => eventFlows[node.trigger].endsScope?.(net, node) ?? null,
  passes: (net, node) => {
    const trigger = eventFlows[node.trigger];
    if (trigger.isImmediate !== true) return undefined;
    return onlyWay(trigger.goesOnFrom?.(net, node) ?? node);
  },
  moves: (net, node) => {
    const trigger = eventFlows[node.trigger];
    const takes = [net.place(node.index)];
    for (const sends of waysOut(net, trigger.goesOnFrom?.(net, node) ?? node)) {
      net.add({ node: node.index, takes, sends });
    }
  },
};

const scope: ElementFlow = {};

/** See the file's head. */
export const elementFlows: Readonly<Record<ElementKind, ElementFlow>> = {
  process: scope,
  subProcess: activity,
  transaction: activity,
  adHocSubProcess: activity,
  callActivity: activity,
  multiInstanceBody: activity,
  loopBody: activity,
  task: activity,
  manualTask: activity,
  userTask: activity,
  serviceTask: activity,
  scriptTask: activity,
  sendTask: activity,
  receiveTask: activity,
  businessRuleTask: activity,
  // It is begun by its own start event and not by a token; what it does to the scope around is said in outcome.ts.
  eventSubProcess: {},
  // It runs in a body, which is one element here.
  implicitThrowEvent: {},
  // Where a scope begins is said in scope-net.ts.
  startEvent: {},
  // It happens to the activity it is attached to.
  boundaryEvent: {},
  intermediateCatchEvent: waitingOrThrowing,
  intermediateThrowEvent: waitingOrThrowing,
  endEvent: waitingOrThrowing,

  /** §13.4.2: a merge lets every token through, a split chooses one flow. */
  exclusiveGateway: {
    passes: (_net, node) => onlyWay(node),
    moves: (net, node) => {
      for (const sends of oneWayEach(node)) {
        net.add({ node: node.index, takes: [net.place(node.index)], sends });
      }
    },
  },

  /** §13.4.1: one token from each incoming flow, one to each outgoing flow. */
  parallelGateway: {
    isJoin: ({ incoming }) => incoming.length > 1,
    moves: (net, { index: node, incoming, outgoing: sends }) => {
      const takes =
        incoming.length > 1 ? incoming.map((flow) => net.place(node, flow)) : [net.place(node)];
      net.add({ node, takes, sends });
    },
  },

  inclusiveGateway,
  complexGateway,

  /** §13.4.4: the first event behind it takes the token. */
  eventBasedGateway: {
    moves: (net, { index, outgoing }) => {
      for (const over of outgoing) {
        const event = net.targetOf(over);
        for (const sends of waysOut(net, event)) {
          net.add({ node: event.index, takes: [net.place(index)], over, sends });
        }
      }
    },
  },
};

/**
 * What is begun in an ad-hoc sub-process is up to people, so what comes together in it is as well: whether a join ever has all
 * its tokens, whether a merge lets two of them through, whether a loop ends.
 */
function joinsWays(net: NetBuilder, { children }: ProcessNode): boolean {
  return children.some((index) => net.node(index).incoming.length > 1);
}

/** The one flow out, NO_INDEX if there is none; undefined when there is a choice or a fork. */
function onlyWay({ outgoing }: ProcessNode): FlowIndex | undefined {
  return outgoing.length > 1 ? undefined : (outgoing[0] ?? NO_INDEX);
}
