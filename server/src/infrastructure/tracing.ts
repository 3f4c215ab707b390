/** Where traces go: to a collector that speaks OTLP over HTTP, in batches. */
import { context, propagation, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { resourceFromAttributes } from "@opentelemetry/resources";
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from "@opentelemetry/sdk-trace";
import { W3CTraceContextPropagator } from "@opentelemetry/core";

/** Begins to take traces of this process; returns the way to send what is left and stop. */
export function startTracing(options: {
  /** The collector's address, as `http://collector:4318`. */
  readonly endpoint: string;
  /** Share of the traces that begin here and are taken, 0 to 1. */
  readonly ratio: number;
}): () => Promise<void> {
  const url = new URL("v1/traces", `${options.endpoint.replace(/\/+$/, "")}/`).href;
  return takeTraces(
    [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
    options.ratio,
  );
}

/** Takes traces into these processors. */
export function takeTraces(
  spanProcessors: readonly SpanProcessor[],
  ratio: number,
): () => Promise<void> {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": "tongban" }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [...spanProcessors],
  });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  return async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  };
}
