/**
 * Traces of the runtime's work (OpenTelemetry): a call's command, the commit that it shares with others, and the jobs that come of
 * it, which carry where they came from. Without a tracer provider all of this does nothing. Spans carry kinds and counts, never
 * contents.
 */
import { context, type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { JobTraces } from "./job-traces.ts";
import type { Result } from "../result.ts";

const tracer = trace.getTracer("tongban.runtime");
const TRACEPARENT = /^00-([\da-f]{32})-([\da-f]{16})-01$/;

/** A command, as part of whatever asked for it. */
export function beginCommand(type: string): Span {
  return tracer.startSpan(`command ${type}`);
}

/** A command in somebody else's transaction. */
export async function tracingCommand<Value>(
  type: string,
  traces: JobTraces,
  work: () => Promise<Value>,
): Promise<Value> {
  const span = beginCommand(type);
  traces.traceparent = traceparentOf(span);
  try {
    return await work();
  } finally {
    span.end();
  }
}

/** The end of a command. */
export function endCommand(
  span: Span,
  result: Result<unknown> | { readonly thrown: unknown },
): void {
  if ("thrown" in result) span.setStatus({ code: SpanStatusCode.ERROR });
  else if (!result.ok) span.setAttribute("tongban.refusal", result.problem.code);
  span.end();
}

/** A transaction of commands: part of the first one, linked to the others. */
export function beginCommit(commands: readonly Span[]): Span {
  const [first, ...others] = commands;
  return tracer.startSpan(
    "commit",
    {
      attributes: { "tongban.commands": commands.length },
      links: others.map((span) => ({ context: span.spanContext() })),
    },
    first === undefined ? context.active() : trace.setSpan(context.active(), first),
  );
}

/** What a job is given, to say where it came from; null when the span is not recorded. */
export function traceparentOf(span: Span): string | null {
  if (!span.isRecording()) return null;
  const { traceId, spanId } = span.spanContext();
  return `00-${traceId}-${spanId}-01`;
}

/** Does a job as part of what it came from. */
export function tracingJob<Value>(
  { jobType, traceparent }: { readonly jobType: string; readonly traceparent: string | null },
  work: () => Promise<Value>,
): Promise<Value> {
  const [, traceId = "", spanId = ""] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  const parent =
    traceId === ""
      ? context.active()
      : trace.setSpanContext(context.active(), { traceId, spanId, traceFlags: 1, isRemote: true });
  return tracer.startActiveSpan(`job ${jobType}`, { kind: SpanKind.CONSUMER }, parent, (span) =>
    work().finally(() => span.end()),
  );
}
