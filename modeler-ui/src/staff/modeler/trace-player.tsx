import {
  CaretRightOutlined,
  CloseOutlined,
  PauseOutlined,
  StepBackwardOutlined,
  StepForwardOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { FindingTrace } from "../../api/views.ts";
import { framesOf } from "./trace-frames.ts";
import type { ModelerHandle } from "./use-modeler.ts";

/** Time for one step when it plays by itself. */
const STEP_MS = 1200;

/** Plays how it comes to a finding, step by step in the drawing: by itself, or with the buttons or arrow keys. */
export function TracePlayer({
  trace,
  modeler,
  onClose,
}: {
  readonly trace: FindingTrace;
  readonly modeler: Pick<ModelerHandle, "mark" | "nameOf">;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation("modeler");
  const { mark, nameOf } = modeler;
  const frames = useMemo(() => framesOf(trace), [trace]);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const last = frames.length - 1;
  const frame = frames[at];

  // The arrow keys work at once.
  const play = useRef<HTMLButtonElement>(null);
  useEffect(() => play.current?.focus(), []);
  useEffect(() => {
    if (frame === undefined) return undefined;
    return mark({
      "trace-passed": frame.passed,
      "trace-now": frame.now,
      "trace-token": frame.tokens,
    });
  }, [frame, mark]);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setTimeout(() => {
      if (at >= last - 1) setPlaying(false);
      setAt(Math.min(at + 1, last));
    }, STEP_MS);
    return () => clearTimeout(timer);
  }, [isPlaying, at, last]);

  const go = (to: number): void => {
    setPlaying(false);
    setAt(Math.max(0, Math.min(to, last)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowRight") go(at + 1);
    else if (event.key === "ArrowLeft") go(at - 1);
    else if (event.key === "Escape") onClose();
  };
  const step = trace.steps[at];
  const text =
    step === undefined
      ? t("traceEnd", { names: trace.tokens.map(({ elementId }) => nameOf(elementId)).join("、") })
      : t("traceStep", { n: at + 1, of: last, name: nameOf(step.elementId) });
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are a shortcut for its buttons
    <section className="trace-player" aria-label={t("trace")} onKeyDown={onKeyDown}>
      <Button
        size="small"
        icon={<StepBackwardOutlined />}
        aria-label={t("traceBack")}
        disabled={at === 0}
        onClick={() => go(at - 1)}
      />
      <Button
        size="small"
        type="primary"
        ref={play}
        icon={isPlaying ? <PauseOutlined /> : <CaretRightOutlined />}
        aria-label={isPlaying ? t("tracePause") : t("tracePlay")}
        onClick={() => {
          if (at === last) setAt(0);
          setPlaying(!isPlaying);
        }}
      />
      <Button
        size="small"
        icon={<StepForwardOutlined />}
        aria-label={t("traceForward")}
        disabled={at === last}
        onClick={() => go(at + 1)}
      />
      <output>{text}</output>
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined />}
        aria-label={t("traceClose")}
        onClick={onClose}
      />
    </section>
  );
}
