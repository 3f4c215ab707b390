/** What a page shows while it waits, when it fails, and when there is nothing. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { problemOf } from "../../api/problem.ts";
import { useProblemText } from "../../api/use-problem-text.ts";

/** Waiting. */
export function Loading() {
  const { t } = useTranslation("shared");
  return <output className="c-loading">{t("loading")}</output>;
}

/** What went wrong, in a sentence, with the way to try again. */
export function Failure({
  error,
  retry,
}: {
  readonly error: unknown;
  readonly retry?: () => void;
}) {
  const { t } = useTranslation(["shared", "citizen"]);
  const text = useProblemText();
  return (
    <div className="c-alert c-alert-red" role="alert">
      <p>{text(error)}</p>
      {retry !== undefined &&
        (problemOf(error).status === 404 ? (
          // Trying again finds no more.
          <Link className="c-button" to="/">
            {t("citizen:toHome")}
          </Link>
        ) : (
          <button type="button" className="c-button" onClick={retry}>
            {t("retry")}
          </button>
        ))}
    </div>
  );
}

/** An empty list, with what to do instead. */
export function Nothing({
  text,
  children,
}: {
  readonly text: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="c-nothing">
      <svg viewBox="0 0 64 48" width="96" height="72" aria-hidden="true">
        <path
          d="M6 14h20l6 6h26v22H6z"
          fill="var(--tb-fill)"
          stroke="var(--tb-border-strong)"
          strokeWidth="2"
        />
      </svg>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** No such page. */
export function NotFoundPage() {
  const { t } = useTranslation("citizen");
  return (
    <main className="c-page">
      <Nothing text={t("notFound")}>
        <Link className="c-button c-button-primary" to="/">
          {t("toHome")}
        </Link>
      </Nothing>
    </main>
  );
}
