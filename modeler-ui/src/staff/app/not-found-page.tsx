import { useTranslation } from "react-i18next";
import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Button } from "antd";
import { Nothing } from "./page-states.tsx";

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation("shell");
  return (
    <Nothing title={t("notFound.title")}>
      {t("notFound.text")} <Link to="/">{t("notFound.back")}</Link>
    </Nothing>
  );
}

/** A page that threw, or a build that was replaced while the page was open. */
export function CrashPage() {
  const { t } = useTranslation("shell");
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  return (
    <div className="page-state" role="alert">
      <h2>{t("crash.title")}</h2>
      <p>{t("crash.text")}</p>
      <Button type="primary" onClick={() => globalThis.location.reload()}>
        {t("crash.reload")}
      </Button>
    </div>
  );
}
