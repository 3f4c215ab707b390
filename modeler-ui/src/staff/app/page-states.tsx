/** What a page shows while it waits, when it failed, and when there is nothing: always with what to do next. */
import { Button, Spin } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useProblemText } from "../../api/use-problem-text.ts";

/** Waiting for the first answer. */
export function Loading() {
  const { t } = useTranslation("shared");
  return (
    <output className="page-state">
      <Spin size="large" />
      <span>{t("loading")}</span>
    </output>
  );
}

/** The answer did not come, or was no; `children` are other ways on. */
export function Failure({
  error,
  onRetry,
  isPart = false,
  children,
}: {
  readonly error: unknown;
  readonly onRetry?: () => void;
  readonly children?: ReactNode;
  /** Below the heading of a page, instead of a whole page. */
  readonly isPart?: boolean;
}) {
  const { t } = useTranslation("shared");
  const problemText = useProblemText();
  return (
    <div className="page-state" role="alert">
      {isPart ? <h2>{t("error.title")}</h2> : <h1>{t("error.title")}</h1>}
      <p>{problemText(error)}</p>
      {onRetry !== undefined && (
        <Button type="primary" onClick={onRetry}>
          {t("retry")}
        </Button>
      )}
      {children}
    </div>
  );
}

/** Nothing here, and why that is. */
export function Nothing({
  title,
  children,
}: {
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="page-state">
      <svg viewBox="0 0 96 64" width="120" height="80" aria-hidden="true">
        <rect x="14" y="14" width="68" height="44" rx="6" fill="var(--tb-fill)" />
        <rect
          x="22"
          y="6"
          width="52"
          height="40"
          rx="5"
          fill="#fff"
          stroke="var(--tb-border)"
          strokeWidth="2"
        />
        <path
          d="M30 17h36M30 25h36M30 33h20"
          stroke="var(--tb-border)"
          strokeWidth="3"
          strokeLinecap="round"
        />
        <circle
          cx="70"
          cy="44"
          r="12"
          fill="var(--tb-primary-soft)"
          stroke="var(--tb-primary)"
          strokeWidth="2"
        />
        <path
          d="m65 44 4 4 7-8"
          fill="none"
          stroke="var(--tb-primary)"
          strokeWidth="2.4"
          strokeLinecap="round"
        />
      </svg>
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
    </div>
  );
}
