/** All element kinds; one that is missing does not compile. A new kind is its file and one line here. */
import type { ElementKind } from "../model/element-kind.ts";
import { adHocSubProcess } from "./activities/ad-hoc-sub-process.ts";
import { businessRuleTask } from "./activities/business-rule-task.ts";
import { callActivity } from "./activities/call-activity.ts";
import { eventSubProcess } from "./activities/event-sub-process.ts";
import { loopBody } from "./activities/loop-body.ts";
import { manualTask } from "./activities/manual-task.ts";
import { multiInstanceBody } from "./activities/multi-instance-body.ts";
import { process } from "./activities/process.ts";
import { receiveTask } from "./activities/receive-task.ts";
import { scriptTask } from "./activities/script-task.ts";
import { sendTask } from "./activities/send-task.ts";
import { serviceTask } from "./activities/service-task.ts";
import { subProcess } from "./activities/sub-process.ts";
import { task } from "./activities/task.ts";
import { transaction } from "./activities/transaction.ts";
import { userTask } from "./activities/user-task.ts";
import type { ElementBehavior } from "./element-behavior.ts";
import { boundaryEvent } from "./events/boundary-event.ts";
import { endEvent } from "./events/end-event.ts";
import { implicitThrowEvent } from "./events/implicit-throw-event.ts";
import { intermediateCatchEvent } from "./events/intermediate-catch-event.ts";
import { intermediateThrowEvent } from "./events/intermediate-throw-event.ts";
import { startEvent } from "./events/start-event.ts";
import { eventBasedGateway } from "./gateways/event-based-gateway.ts";
import { complexGateway } from "./gateways/complex-gateway.ts";
import { exclusiveGateway } from "./gateways/exclusive-gateway.ts";
import { inclusiveGateway } from "./gateways/inclusive-gateway.ts";
import { parallelGateway } from "./gateways/parallel-gateway.ts";

/** See the file's head. */
export const behaviors: Readonly<Record<ElementKind, ElementBehavior>> = {
  process,
  multiInstanceBody,
  loopBody,
  startEvent,
  endEvent,
  intermediateCatchEvent,
  intermediateThrowEvent,
  implicitThrowEvent,
  boundaryEvent,
  task,
  manualTask,
  userTask,
  serviceTask,
  scriptTask,
  sendTask,
  receiveTask,
  businessRuleTask,
  exclusiveGateway,
  parallelGateway,
  inclusiveGateway,
  complexGateway,
  eventBasedGateway,
  subProcess,
  eventSubProcess,
  transaction,
  adHocSubProcess,
  callActivity,
};
