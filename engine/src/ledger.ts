/**
 * The ledger: every execution rule of BPMN 2.0.2 chapter 13 and of the zeebe dialect that this engine knows of, with the
 * scenario that proves it, or the reason why it is refused. It is generated into docs/conformance.md; ledger.test.ts fails
 * on a row without proof or reason, on a proof that does not exist, and on a kind or trigger without a row.
 */

/** A rule that the engine follows; `deviation` says where it goes its own way. */
export interface SupportedRule {
  readonly rule: string;
  /** Section of BPMN 2.0.2, or the zeebe extension. */
  readonly clause: string;
  /** Element kinds and triggers that the rule is about. */
  readonly about: readonly string[];
  /** Test file below engine/src, and the title of the scenario in it. */
  readonly file: string;
  readonly scenario: string;
  readonly deviation?: string;
}

/** Rule | clause | what it is about | test file without its ending | scenario | deviation */
const supportedRules = `
A process completes with its last token | §13.5.6 | process | random-process.property | no token is lost or doubled: every element completes as often as the structure says
None start event | §13.5.1 | startEvent none | elements/events/events | the none start event starts unless another is named
Implicit start | §13.1 | process parallelGateway | elements/implicit-start | without start and end events it begins with every element that no flow leads to
Implicit start of a sub-process | §13.1 | subProcess | elements/implicit-start | so does a sub-process
Implicit end | §13.1 | process | elements/implicit-start | a way ends where no flow leads on
Message start event | §13.5.1 | startEvent message | elements/events/events | a message starts at its own event, which maps its variables
Timer start event | §13.5.1 | startEvent timer | elements/events/events | a timer starts at its own event
Conditional flows out of an activity | §13.2.1 | task | elements/activities/activities | a flow with a condition leaves an activity only if it holds; what is mapped once stays mapped once | taking none of several conditional flows is an incident
Undefined and manual task, none throw event | §13.3.3 | task manualTask intermediateThrowEvent | elements/events/events | a none throw event and an undefined task let the token through
Service task | §13.3.3 | serviceTask | elements/activities/activities | a service task completes with its job
Lanes | §10.8 | userTask | elements/activities/lanes | a user task that does not say whom it is offered to is offered to the group of its lane | the standard gives lanes no meaning of their own
Execution listeners | zeebe:executionListeners | serviceTask | elements/execution-listeners | start listeners are done before an element is activated, end listeners before it leaves
Execution listeners and boundary events | zeebe:executionListeners | boundaryEvent | elements/execution-listeners | boundary events wait while it runs, and no longer when its end listeners are called
Execution listeners everywhere | zeebe:executionListeners | process startEvent exclusiveGateway multiInstanceBody | elements/execution-listeners | processes, events and gateways have listeners, and so has each member of a repeated activity
Execution listener that cannot be called | zeebe:executionListeners | serviceTask | elements/execution-listeners | a listener whose type cannot be evaluated is an incident
Retries of a job | zeebe:taskDefinition | serviceTask | elements/activities/activities | a job without retries is an incident; resolving it gives the job another go
Variables of a failed attempt | zeebe:taskDefinition | serviceTask | elements/activities/activities | an attempt that fails may leave variables to the next, which are the task's own
Headers and linked resources of a job | zeebe:linkedResources | serviceTask | elements/activities/activities | a worker is told its headers and what is linked to the task
Form of a user task | zeebe:formDefinition | userTask | elements/activities/activities | a form is bound to a version when the task is created; one that is not deployed is an incident
Form inside the model | zeebe:userTaskForm | userTask | elements/activities/activities | a form inside the model is named, and a warning says that nobody sees it | it is not shown, and a warning says so
Token quantities | §13.3.2 | task | elements/activities/token-quantities | an activity needs as many tokens as it says, and sends as many over each flow
Token quantities of several flows | §13.3.2 | task multiInstanceBody | elements/activities/token-quantities | the tokens may come over any flows
Send task | §13.3.3 | sendTask | elements/activities/activities | type and retries may be expressions
User task | §13.3.3 | userTask | elements/activities/activities | a user task is done by whom it is assigned to
Task listeners | zeebe:taskListeners | userTask | elements/task-listeners | listeners are called before a user task is created, assigned, updated and completed
Task listeners: corrections | zeebe:taskListeners | userTask | elements/task-listeners | a listener corrects what the task will be
Task listeners: denial | zeebe:taskListeners | userTask | elements/task-listeners | a listener denies a change, and the task stays as it was
Script task (FEEL) | §13.3.3 | scriptTask | elements/activities/activities | a script task puts its result into a variable
Receive task | §13.3.3 | receiveTask | elements/activities/activities | a receive task waits for its message
Business rule task (DMN) | §13.3.3 | businessRuleTask | elements/activities/business-rule-task | a business rule task puts the result of its decision into a variable
Data associations | §10.4.2 | serviceTask | elements/data | data associations carry data objects into an activity and out of it
Data objects | §10.4.1 | process | elements/data | data objects are variables of their scope and null at first
Input sets | §10.4.2 | serviceTask | elements/data | an activity begins when one of its input sets is available | unavailable data is an incident that names it, not a wait without end
Output sets | §10.4.2 | serviceTask | elements/data | what an activity must give out must be there when it is done
Item definitions | §8.3.10 | serviceTask | elements/data | the type of an item definition is checked | text, numbers, truth values and lists; other structures are any value
Assignments | §10.4.2 | task | elements/data | assignments set parts of a data object
Properties, data of a sub-process | §10.4.1 | subProcess | elements/data | a sub-process has data objects and properties of its own
Drawn data and data stores | §10.4.1 | serviceTask | elements/data | what is only drawn changes nothing, nor do data stores | a data store lies beyond the process: who reads and writes it is the activity's work
Data of a multi-instance | §13.3.7 | multiInstanceBody | elements/data | a multi-instance takes its items from data and collects them into data
Input and output mappings | zeebe:ioMapping | serviceTask | elements/activities/activities | inputs are local and seen in turn, outputs are set outside, and nothing else comes out
Results without output mappings | zeebe:ioMapping | serviceTask | elements/activities/activities | without outputs a result goes where its name is visible, else to the process
Embedded sub-process | §13.3.4 | subProcess | elements/activities/sub-process | a sub-process completes with its last token
Scope of variables | §13.3.4 | subProcess | elements/activities/sub-process | a sub-process is a scope with variables of its own
Ad-hoc sub-process: beginning activities | §13.3.5 | adHocSubProcess | elements/activities/ad-hoc-sub-process | its activities begin when they are asked for, as often as that is
Ad-hoc sub-process: completion without a condition | §13.3.5 | adHocSubProcess | elements/activities/ad-hoc-sub-process | without a condition it completes when all that was begun is done, over the flows in it
Ad-hoc sub-process: completion condition | §13.3.5 | adHocSubProcess | elements/activities/ad-hoc-sub-process | the completion condition is looked at when an activity completes, and what still runs is given up
Ad-hoc sub-process: cancelRemainingInstances | §13.3.5 | adHocSubProcess | elements/activities/ad-hoc-sub-process | without cancelRemainingInstances what still runs is waited for, and nothing else begins
Ad-hoc sub-process: sequential ordering | §13.3.5 | adHocSubProcess | elements/activities/ad-hoc-sub-process | in sequential order the next begins when the one before is done
Ad-hoc sub-process: active elements and outputs | zeebe:adHoc | adHocSubProcess | elements/activities/ad-hoc-sub-process | the collection names what it begins with, and outputs are collected
Ad-hoc sub-process: worker | zeebe:adHoc | adHocSubProcess | elements/activities/ad-hoc-sub-process | a worker is asked at the beginning and each time an activity is done
Ad-hoc sub-process: boundary events | §13.3.5 | adHocSubProcess boundaryEvent | elements/activities/ad-hoc-sub-process | what runs can be given up for something else, and boundary events guard the whole
Call activity | §13.3.5 | callActivity | elements/activities/call-activity | a called process is an instance of its own whose variables come back
Global user task | §10.3.4 | callActivity userTask | elements/activities/global-task | a call activity may call a global user task, by the standard's own attribute
Global script and manual task | §10.3.4 | callActivity scriptTask manualTask | elements/activities/global-task | global script and manual tasks run when they are called
Global tasks of a file | §10.3.4 | callActivity task | elements/activities/global-task | a file may hold global tasks alone
Variables of a call | zeebe:calledElement | callActivity | elements/activities/call-activity | only mapped variables go down and come up when propagation is off
Version of a called process | zeebe:calledElement | callActivity | semantics/binding | a called process is bound by %s
Version of a called decision | zeebe:calledDecision | businessRuleTask | semantics/binding | a called decision is bound by %s
Calls that end each other | §13.5.3 | callActivity error | elements/activities/call-activity | a call that an earlier one has ended before its turn starts nothing
Error out of a called process | §13.5.1 | callActivity error | elements/activities/call-activity | an error of the called process is caught on the call activity
Parallel multi-instance | §13.3.7 | multiInstanceBody | elements/activities/multi-instance-body | parallel members run at once and outputs keep the order of inputs
Sequential multi-instance | §13.3.7 | multiInstanceBody | elements/activities/multi-instance-body | sequential members run one after the other
Completion condition | §13.3.7 | multiInstanceBody | elements/activities/multi-instance-body | the members that are left are given up when the completion condition holds
Cardinality | §13.3.7 | multiInstanceBody | elements/activities/multi-instance-body | a cardinality repeats without a collection
Boundary events of a multi-instance | §13.3.7 | multiInstanceBody boundaryEvent | elements/activities/multi-instance-body | boundary events guard all members together
Event for each member (behavior None) | §13.3.7 | multiInstanceBody implicitThrowEvent | elements/activities/multi-instance-behavior | an event is thrown for each member that completes
Event for the first member (behavior One) | §13.3.7 | multiInstanceBody implicitThrowEvent | elements/activities/multi-instance-behavior | an event is thrown for the first member that completes
Events by condition (behavior Complex) | §13.3.7 | multiInstanceBody implicitThrowEvent | elements/activities/multi-instance-behavior | events are thrown each time that their condition holds
Event of a multi-instance that interrupts it | §13.3.7 | multiInstanceBody boundaryEvent implicitThrowEvent | elements/activities/multi-instance-behavior | what is thrown may interrupt the activity itself
Message of a multi-instance | §13.3.7 | multiInstanceBody message implicitThrowEvent | elements/activities/multi-instance-behavior | the activity waits until its message is sent
Standard loop: test after | §13.3.6 | loopBody | elements/activities/loop-body | a loop that tests after runs once at least and again while its condition holds
Standard loop: test before | §13.3.6 | loopBody | elements/activities/loop-body | a loop that tests before may not run at all
Standard loop: maximum | §13.3.6 | loopBody | elements/activities/loop-body | the maximum ends the loop though its condition holds, and does without one
Standard loop: what its condition sees | §13.3.6 | loopBody | elements/activities/loop-body | the condition sees the variables of the round and loopCounter
Boundary events of a standard loop | §13.3.6 | loopBody boundaryEvent | elements/activities/loop-body | boundary events guard all rounds together
Standard loop without a wait | limits | loopBody | elements/activities/loop-body | a loop without a wait and without an end is stopped by an incident
Compensation of a standard loop | §13.5.5 | loopBody compensation | elements/activities/loop-body | each round is undone for itself, the latest first
Exclusive gateway: choice | §13.4.2 | exclusiveGateway | elements/gateways/exclusive-gateway | first true condition wins, else default | a condition that is neither true nor false is an incident, not false
Exclusive gateway: no way out | §13.4.2 | exclusiveGateway | elements/gateways/exclusive-gateway | no flow to take is an incident
Exclusive gateway: merge | §13.4.2 | exclusiveGateway | elements/gateways/exclusive-gateway | every token passes for itself
Parallel gateway | §13.4.1 | parallelGateway | elements/gateways/parallel-gateway | splits to all, joins one token from each
Parallel gateway: surplus tokens | §13.4.1 | parallelGateway | elements/gateways/parallel-gateway | a second token on the same flow waits for the next round
Inclusive gateway: split | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | takes every flow whose condition holds, else the default | a flow without a condition counts as one that holds
Inclusive gateway: join | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | the join waits for all that can still arrive, and no longer
Inclusive join and tokens that die | §13.4.3 | inclusiveGateway boundaryEvent | elements/gateways/inclusive-gateway | the join decides again when a token leaves for elsewhere or dies
Inclusive join and boundary events | §13.4.3 | inclusiveGateway boundaryEvent | elements/gateways/inclusive-gateway | a token in an activity may still come over its boundary event | the standard speaks of sequence flows only; an exception flow leads to the join as well
Inclusive join and an event that does not interrupt | §13.4.3 | inclusiveGateway boundaryEvent | elements/gateways/inclusive-gateway | an activity that has sent a token by an event without being interrupted is still waited for
Inclusive join of an unstructured drawing | §13.4.3 | inclusiveGateway exclusiveGateway | elements/gateways/inclusive-gateway | a token that chooses another way is waited for no longer
Inclusive join in a loop | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | in a loop the join does not wait for its own token
Inclusive join: a token with two ways | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | a token that can also come over a flow that has one already is not waited for
Inclusive joins behind one another | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | a token that waits at another join is still expected
Inclusive join and links | §13.4.3 | inclusiveGateway link | elements/gateways/inclusive-gateway | a way over a link is a way
Inclusive join: surplus tokens | §13.4.3 | inclusiveGateway | elements/gateways/inclusive-gateway | a second token on a flow waits for the next round
Inclusive gateway in a sub-process | §13.4.3 | inclusiveGateway subProcess | elements/gateways/inclusive-gateway | each sub-process decides for itself
Complex gateway: activation | §13.4.5 | complexGateway | elements/gateways/complex-gateway | goes on with the first token and takes in the others (discriminator)
Complex gateway: activation condition | §13.4.5 | complexGateway | elements/gateways/complex-gateway | the condition counts the tokens on each flow (partial join)
Complex gateway: condition on data | §13.4.5 | complexGateway | elements/gateways/complex-gateway | the condition may become true by a variable, and one that cannot be evaluated is an incident
Complex gateway: waiting for reset | §13.4.5 | complexGateway | elements/gateways/complex-gateway | the reset is not waited for longer than a token can come
Complex gateway: reset | §13.4.5 | complexGateway | elements/gateways/complex-gateway | after the reset it begins anew
Complex gateway: ways out | §13.4.5 | complexGateway | elements/gateways/complex-gateway | a flow that does not ask for the phase is taken once, and so is the default flow | at the reset the standard evaluates every condition again, which would send each token twice
Complex gateway: split | §13.4.5 | complexGateway | elements/gateways/complex-gateway | splits like an inclusive gateway when a single flow comes in; no way out is an incident
Complex gateway that cancels the rest | zeebe:properties | complexGateway | elements/gateways/complex-gateway | with cancelRemaining all that could still come is given up, and nothing else | an attribute of our own: the standard has none
Event-based gateway | §13.4.4 | eventBasedGateway | elements/gateways/event-based-gateway | the first event takes the token and the others are given up
Instantiating receive task | §13.3.3 | receiveTask | elements/gateways/instantiating | a receive task that instantiates begins the process with its message
Instantiating event-based gateway, exclusive | §13.4.4 | eventBasedGateway message | elements/gateways/instantiating | a message behind an exclusive event-based gateway begins the process
Instantiating event-based gateway and receive task behind it | §13.4.4 | eventBasedGateway receiveTask | elements/gateways/instantiating | a receive task behind an exclusive event-based gateway begins the process
Instantiating event-based gateway and timer behind it | §13.4.4 | eventBasedGateway timer | elements/gateways/instantiating | a timer behind an exclusive event-based gateway begins the process
Instantiating event-based gateway and signal behind it | §13.4.4 | eventBasedGateway signal | elements/gateways/instantiating | a signal behind an exclusive event-based gateway begins the process
Instantiating event-based gateway, parallel | §13.4.4 | eventBasedGateway message | elements/gateways/instantiating | the first event behind a parallel event-based gateway begins the process, which waits for the others | its events are messages, as the standard demands
Instantiating event-based gateway, parallel: which comes first | §13.4.4 | eventBasedGateway receiveTask | elements/gateways/instantiating | any of them may be the first
Timer catch event | §13.5.2 | intermediateCatchEvent timer | elements/events/events | a timer catch event waits for its instant
Message catch event | §13.5.2 | intermediateCatchEvent message | elements/events/events | a message catch event waits for its message
Message throw and end event | zeebe:taskDefinition | intermediateThrowEvent endEvent message | elements/events/events | a message that is thrown is a job for the worker that sends it
Link | §10.5.5 | link | elements/events/events | a link jumps to the catch event of its name
Cron cycle | §10.5.5 | timer | event-definitions/timer-schedule | the cron pattern %s is a cycle without end, in the zone of the context | cron beside ISO 8601, as in Camunda 8
Interrupting timer boundary event | §13.5.3 | boundaryEvent timer | elements/events/boundary-event | an interrupting timer gives the activity up
Non-interrupting timer boundary event | §13.5.3 | boundaryEvent timer | elements/events/boundary-event | a non-interrupting timer adds a token, a cycle one each time
Interrupting message boundary event | §13.5.3 | boundaryEvent message | elements/events/boundary-event | an interrupting message brings its variables
Non-interrupting message boundary event | §13.5.3 | boundaryEvent message | elements/events/boundary-event | a non-interrupting message may come again
Error boundary event | §13.5.1 | boundaryEvent error | elements/events/boundary-event | an error of the same code is caught | an error that nobody catches is an incident where it was thrown
Choice among error events | §13.5.1 | boundaryEvent error | elements/events/boundary-event | this very code goes before an event that catches all | the standard leaves the order open
Way of an error | §13.5.1 | error | elements/events/boundary-event | an error goes outwards to the nearest event that catches it, and all inside is given up
Terminate end event | §13.5.6 | endEvent terminate | elements/events/events | terminate ends its own scope with all that runs or waits in it, and nothing else
Error end event | §13.5.6 | endEvent error | elements/events/events | an error end event that nobody catches is an incident and gives nothing up
Interrupting event sub-process | §13.5.4 | eventSubProcess timer | elements/activities/event-sub-process | an interrupting event sub-process ends the rest of its scope, runs in it, and the scope completes
Non-interrupting event sub-process | §13.5.4 | eventSubProcess message | elements/activities/event-sub-process | a non-interrupting event sub-process runs beside the rest, as often as its event happens
Timer cycle of an event sub-process | §13.5.4 | eventSubProcess timer | elements/activities/event-sub-process | a cycle begins a non-interrupting event sub-process each time
Event sub-process of a process | §13.5.4 | eventSubProcess process | elements/activities/event-sub-process | an event sub-process of the process is armed with it and given up when it completes
Error in a scope with an event sub-process | §13.5.4 | eventSubProcess error | elements/activities/event-sub-process | an error is caught by the event sub-process of the scope before the boundary event of its activity
Error out of a called process into an event sub-process | §13.5.4 | eventSubProcess callActivity error | elements/activities/event-sub-process | an error of a called process is caught by an event sub-process there, then here
Event sub-processes of an interrupted scope | §13.5.4 | eventSubProcess | elements/activities/event-sub-process | after one event sub-process has interrupted the scope, no other begins in it | the standard leaves it open
Variables of an event sub-process | §13.5.4 | eventSubProcess | elements/activities/event-sub-process | the variables of the scope are visible in its event sub-process, and it may change them
Error of a non-interrupting event sub-process | §13.5.4 | eventSubProcess error | elements/activities/event-sub-process | an error of a non-interrupting event sub-process is caught by another of the scope, which ends it
An event sub-process and itself | §13.5.4 | eventSubProcess escalation | event-definitions/escalation | an event sub-process does not catch what it throws itself | the standard leaves it open
Terminate and event sub-processes | §13.5.6 | eventSubProcess terminate | elements/activities/event-sub-process | terminate ends an event sub-process, or its scope with all event sub-processes in it
Event sub-process in a multi-instance | §13.5.4 | eventSubProcess multiInstanceBody callActivity | elements/activities/event-sub-process | an interrupting event sub-process ends the calls of its own scope and leaves other members alone
Event sub-process in an event sub-process | §13.5.4 | eventSubProcess | elements/activities/event-sub-process | an event sub-process in an event sub-process
Intermediate escalation event | §10.5.6 | intermediateThrowEvent boundaryEvent escalation | event-definitions/escalation | an escalation that nobody interrupts for goes on beside who catches it
Interrupting escalation boundary event | §10.5.6 | boundaryEvent escalation | event-definitions/escalation | an interrupting boundary event gives up the activity that the escalation comes out of
Escalation end event | §10.5.3 | endEvent escalation | event-definitions/escalation | an end event throws an escalation
Unhandled escalation | §10.5.6 | escalation | event-definitions/escalation | an escalation that nobody catches just goes on
Choice among escalation events | §10.5.6 | escalation | event-definitions/escalation | this very escalation code goes before an event that catches all | the standard leaves the order open
Escalation start of an event sub-process | §13.5.4 | eventSubProcess escalation | event-definitions/escalation | the event sub-process of a scope catches an escalation before the boundary event of its activity
Escalation out of a called process | §10.5.6 | callActivity escalation | event-definitions/escalation | an escalation of a called process is caught here while that goes on, or ends it
Way of an escalation | §10.5.6 | escalation | event-definitions/escalation | an escalation goes through several calls to the nearest that catches it
Signal events: start of an event sub-process, catch, boundary, after an event-based gateway | §10.5.5 | intermediateCatchEvent boundaryEvent eventBasedGateway eventSubProcess signal | event-definitions/signal | a signal reaches every event that waits for its name, in every position
Signal throw event | §10.5.5 | intermediateThrowEvent signal | event-definitions/signal | who throws a signal hears it too, if it waits when that is thrown | in other instances and at start events it is heard when the command that threw it has come to rest
Signals are not kept | §10.5.5 | signal | event-definitions/signal | a signal is not kept for who comes later
A thrower does not hear its own signal afterwards | §10.5.5 | signal | event-definitions/signal | a signal is not kept for who comes later, its own thrower included
Signal that interrupts its thrower | §13.5.3 | boundaryEvent signal | event-definitions/signal | a signal that is thrown inside interrupts what is around, before the token goes on
Signal end event inside who hears it | §13.5.4 | endEvent eventSubProcess signal | event-definitions/signal | a signal end event is heard by an event sub-process around it
Signal start and end event | §13.5.1 | startEvent endEvent signal | event-definitions/signal | a signal starts a process, and the variables that are thrown with it are its own
Interrupting signal start of an event sub-process | §13.5.4 | eventSubProcess signal | event-definitions/signal | an interrupting signal begins its event sub-process once
Conditional catch event | §10.5.5 | intermediateCatchEvent conditional | event-definitions/conditional | a condition is waited for until it becomes true | one that is true when it is armed happens at once, as in Camunda 8; a missing or null variable makes it false
Interrupting conditional boundary event | §13.5.3 | boundaryEvent conditional | event-definitions/conditional | an interrupting condition gives the activity up
Non-interrupting conditional boundary event | §13.5.3 | boundaryEvent conditional | event-definitions/conditional | a non-interrupting condition happens each time it has become true
Conditional start of an event sub-process | §13.5.4 | eventSubProcess conditional | event-definitions/conditional | a condition begins an event sub-process
Condition after an event-based gateway | §13.4.4 | eventBasedGateway conditional | event-definitions/conditional | a condition behind an event-based gateway
Moment of a condition | §10.5.5 | conditional | event-definitions/conditional | variables that are set together are seen together
Visibility of a condition | §10.5.5 | conditional | event-definitions/conditional | only changes that a condition can see make it be evaluated
Condition that cannot be evaluated | §10.5.5 | conditional | event-definitions/conditional | a condition that is neither true nor false is an incident where it is waited for
Filter of a condition: variables | zeebe:conditionalFilter | conditional | event-definitions/conditional | a filter names the variables whose change matters
Filter of a condition: creations and updates | zeebe:conditionalFilter | conditional | event-definitions/conditional | a filter leaves out creations or updates
Conditional start event | §13.5.1 | startEvent conditional | event-definitions/conditional | a condition starts a process when the host has found that it holds | evaluated when the host is asked to, with the variables that it is given
Multiple catch event | §10.5.5 | intermediateCatchEvent multiple | event-definitions/multiple | any part of a multiple catch event lets the token go on, and the others are given up
Parallel multiple catch event | §10.5.5 | intermediateCatchEvent parallelMultiple | event-definitions/multiple | all parts of a parallel multiple catch event must happen, in any order | errors and escalations cannot be parts: who throws them must know at once whether they are caught
Interrupting multiple boundary event | §13.5.3 | boundaryEvent multiple | event-definitions/multiple | a multiple boundary event interrupts by any of its parts
Non-interrupting multiple boundary event | §13.5.3 | boundaryEvent multiple | event-definitions/multiple | a non-interrupting multiple boundary event happens for each of its parts
Parallel multiple boundary event | §13.5.3 | boundaryEvent parallelMultiple | event-definitions/multiple | a parallel multiple boundary event waits for all of its parts
Non-interrupting parallel multiple boundary event | §13.5.3 | boundaryEvent parallelMultiple | event-definitions/multiple | a non-interrupting parallel multiple event begins anew when all of it has happened
Multiple start of an event sub-process | §13.5.4 | eventSubProcess multiple parallelMultiple | event-definitions/multiple | multiple and parallel multiple events begin event sub-processes
Multiple event after an event-based gateway | §13.4.4 | eventBasedGateway multiple parallelMultiple | event-definitions/multiple | a multiple event behind an event-based gateway
Multiple throw event | §10.5.5 | intermediateThrowEvent multiple | event-definitions/multiple | a multiple event throws all its parts and goes on when its messages are sent
Multiple end event | §10.5.3 | endEvent multiple | event-definitions/multiple | a multiple end event throws all its parts, an error last | an error and a message cannot be parts of the same one: the error would give the message up
Multiple start event | §13.5.1 | startEvent multiple | event-definitions/multiple | each part of a multiple start event starts the process
Parallel multiple start event | §13.5.1 | startEvent parallelMultiple | event-definitions/multiple | the first part of a parallel multiple start event creates the instance, which waits for the others | its parts are messages: only they can be correlated with what has begun (§13.4.4 demands the same of a gateway)
Where an event may stand | table 10.93 | message timer error escalation conditional signal compensation terminate multiple parallelMultiple | event-definitions/event-table | every event may stand where the table has it and nowhere else
Compensation throw event | §13.5.5 | intermediateThrowEvent boundaryEvent compensation | event-definitions/compensation | what has completed is undone, the latest first, and then the throwing event goes on
Order of compensation | §13.5.5 | compensation | event-definitions/compensation | only what has completed is undone, in the order of completion and not of the drawing | strictly one after the other, also what ran in parallel
Compensation of one activity, and of each round of it | §13.5.5 | intermediateThrowEvent compensation | event-definitions/compensation | one activity is undone by name, each time that it has completed, and only once
Nothing to compensate | §13.5.5 | compensation | event-definitions/compensation | with nothing to undo the throwing event just goes on
Compensation end event | §10.5.3 | endEvent compensation | event-definitions/compensation | a compensation end event undoes its scope before that completes
waitForCompletion | §10.5.5 | compensation | event-definitions/compensation | an event that does not wait for completion goes on while it is undone
Compensation of a sub-process | §13.5.5 | subProcess compensation | event-definitions/compensation | a completed sub-process is undone by undoing what had completed in it, with the variables that it had
Compensation needs completion | §13.5.5 | subProcess compensation | event-definitions/compensation | a sub-process that was given up has nothing to undo
Compensation handler of a sub-process | §10.6.1 | subProcess compensation | event-definitions/compensation | the handler of a sub-process takes the place of those in it
Compensation event sub-process | §10.3.5 | eventSubProcess compensation | event-definitions/compensation | a compensation event sub-process says itself how its sub-process is undone
Compensation of a multi-instance activity | §13.5.5 | multiInstanceBody compensation | event-definitions/compensation | every completed member of a repeated activity is undone for itself, the latest first | the standard leaves open what a handler sees: here the variables of its member
Compensation of a multi-instance sub-process | §13.5.5 | multiInstanceBody compensation | event-definitions/compensation | what was completed in the members of a repeated sub-process is undone member by member
Repeated handler, handler of a call activity | §10.6.1 | callActivity multiInstanceBody compensation | event-definitions/compensation | a handler may be repeated itself, and a call is undone by its handler
Compensation thrown in an event sub-process | §10.5.5 | eventSubProcess compensation | event-definitions/compensation | an event sub-process undoes the scope that it acts for
Handlers of what an event sub-process undoes | §10.5.5 | eventSubProcess compensation error terminate | event-definitions/compensation | what an event sub-process undoes runs in it, is caught in it and ends with it | the standard leaves open where handlers run
Failure of a handler | §13.5.5 | compensation | event-definitions/compensation | what fails while it undoes is an incident there, and goes on when that is resolved
Error of a handler | §13.5.5 | compensation error | event-definitions/compensation | an error of what undoes goes to the scope that is running, not to what has completed
Termination during compensation | §13.5.5 | compensation | event-definitions/compensation | who is given up while it is undone takes that along
Transaction | §13.3.4 | transaction | elements/activities/transaction | a transaction that is not cancelled completes as a sub-process
Cancel end and boundary event | §10.3.6 | transaction endEvent boundaryEvent cancel | elements/activities/transaction | a cancel end event undoes what has completed, the latest first, before the cancel boundary event happens
What runs in a cancelled transaction | §10.3.6 | transaction cancel | elements/activities/transaction | a cancelled transaction gives up what still runs in it, and waits for nothing else
Cancelled transaction with nothing to undo | §10.3.6 | transaction cancel | elements/activities/transaction | with nothing to undo a cancelled transaction is left at once
Hazard | §10.3.6 | transaction error | elements/activities/transaction | an error that leaves a transaction undoes nothing
Hazard while it is cancelled | §10.3.6 | transaction error | elements/activities/transaction | an error of what undoes a cancelled transaction leaves it as any other
Compensation of a transaction | §10.3.6 | transaction compensation | elements/activities/transaction | a completed transaction is undone like a sub-process
Collaboration of executable pools | §9.4 | sendTask endEvent message | elements/collaboration | pools talk to each other: a message begins one and the answer is met | a message that nobody waits for is kept for 24 hours
Message of a message flow | §9.4 | endEvent message | elements/collaboration | what an element sends may be said by its message flow alone
End after an element, completed | zeebe:runtimeInstructions | process | elements/terminate-after | an instance ends early, once an element that was named at its start has completed
End after an element, given up | zeebe:runtimeInstructions | process boundaryEvent | elements/terminate-after | an instance ends early once an element that was named at its start is given up
End after an element, of all that runs | zeebe:runtimeInstructions | process parallelGateway | elements/terminate-after | what else runs is given up with it, and what comes after is not begun
Message that comes before its receiver | §9.4 | receiveTask message | elements/collaboration | a message that comes too early is kept for who waits later
A loop without a wait is bounded | limits | process | elements/gateways/exclusive-gateway | a loop without a wait is stopped by an incident and goes on when that is resolved
Modification: tokens are moved | modifyInstance | userTask | modify/modify | a token is moved, forward or back, with variables
Modification: tokens are added and given up | modifyInstance | userTask | modify/modify | tokens are added and given up
Modification: missing scopes | modifyInstance | subProcess | modify/modify | scopes that are missing come to be, once for all instructions
Modification: emptied scopes | modifyInstance | subProcess process | modify/modify | a scope that is left without tokens is given up with what is around it | it does not complete, as in Camunda 8
Modification: joins | modifyInstance | inclusiveGateway parallelGateway | modify/modify | gateways pass what is put into them, and joins decide again when a token dies
Modification: members | modifyInstance | multiInstanceBody | modify/modify | a member of a multi-instance is given up by itself, and the others go on
Modification: events | modifyInstance | boundaryEvent eventSubProcess startEvent | modify/modify | boundary events and event sub-processes are activated as if they had happened, and take nothing away | Camunda 8 refuses boundary and start events
Modification: compensation | modifyInstance | compensation | modify/modify | what undoes something may be given up and counts as undone
Modification: all or nothing | modifyInstance | process | modify/modify | all instructions are refused together, and nothing has changed
Migration: elements | migrateInstance | userTask serviceTask | migrate/migrate | elements of the same id and kind map by themselves; others as the plan says
Migration: timers | migrateInstance | timer boundaryEvent | migrate/migrate | timers keep their remaining time, removed ones are dropped, added ones armed
Migration: event sub-processes | migrateInstance | eventSubProcess message | migrate/migrate | event sub-processes are kept, removed and added with what their start events wait for
Migration: conditions | migrateInstance | conditional | migrate/migrate | a condition that looks at other variables is armed anew
Migration: waiting tokens | migrateInstance | parallelGateway | migrate/migrate | tokens wait at the join they have become, and the join decides again
Migration: inclusive join | migrateInstance | inclusiveGateway | migrate/migrate | an inclusive join stops waiting for a branch that is gone
Migration: complex gateway | migrateInstance | complexGateway | migrate/migrate | a complex gateway waits for its reset by the target's flows
Migration: multi-instance | migrateInstance | multiInstanceBody | migrate/migrate | the members of a multi-instance go on, in its order
Migration: standard loop | migrateInstance | loopBody | migrate/migrate | a standard loop goes on with its round
Migration: event-based gateway | migrateInstance | eventBasedGateway | migrate/migrate | events behind an event-based gateway are kept, removed and added
Migration: parallel multiple event | migrateInstance | parallelMultiple | migrate/migrate | a parallel multiple event keeps what has come
Migration: new scopes | migrateInstance | subProcess | migrate/migrate | a scope that is new is put around what lives in it
Migration: compensation | migrateInstance | compensation | migrate/migrate | what has completed can still be undone
Migration: ad-hoc sub-process | migrateInstance | adHocSubProcess | migrate/migrate | an ad-hoc sub-process goes on with what is still to be begun
Migration: transaction | migrateInstance | transaction | migrate/migrate | a transaction that is being cancelled goes on undoing
Migration: call activity | migrateInstance | callActivity | migrate/migrate | a called process stays with the call that it came from
Migration: user task | migrateInstance | userTask | migrate/migrate | a user task stays the same, and shows what the target says when it is updated
Migration: same outcome | migrateInstance | process | migrate/migrate.property | with other ids it comes to the same
`;

/** See the file's head. */
export const supported: readonly SupportedRule[] = supportedRules.trim().split("\n").map(row);

function row(line: string): SupportedRule {
  const [rule = "", clause = "", about = "", file = "", scenario = "", deviation] =
    line.split(" | ");
  const stated = { rule, clause, about: about.split(" "), file: `${file}.test.ts`, scenario };
  return deviation === undefined ? stated : { ...stated, deviation };
}
