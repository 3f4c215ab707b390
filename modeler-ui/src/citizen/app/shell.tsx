/** What surrounds every page: header, content, footer; and the log-in that some pages need. */
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Link, NavLink, Outlet, useLocation, useNavigate } from "react-router";
import { useLiveChanges } from "../../api/live-changes.ts";
import { languageOf } from "../../i18n/language.ts";
import { useSession, useSessionActions } from "../../session/session.ts";
import { Loading } from "./page-states.tsx";
import { useElderMode } from "./text-size.ts";

/** See file head. */
export function Shell() {
  const { t } = useTranslation("citizen");
  const { data: me } = useSession();
  const isConnected = useLiveChanges(me !== null && me !== undefined);
  return (
    <div className="c-shell">
      <a className="c-skip" href="#content">
        {t("skip")}
      </a>
      <Header />
      {!isConnected && <output className="c-offline">{t("live")}</output>}
      <div id="content" className="c-content">
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </div>
      <footer className="c-footer">
        <p>{t("title")}</p>
        <p>
          <a href="/staff/">{t("staffEntry")}</a>
        </p>
      </footer>
    </div>
  );
}

function Header() {
  const { t, i18n } = useTranslation(["citizen", "shared"]);
  const { data: me } = useSession();
  const { logOut } = useSessionActions();
  const [isElder, switchElder] = useElderMode();
  const location = useLocation();
  const navigate = useNavigate();
  const isEnglish = languageOf(i18n.language) === "en";
  const from = encodeURIComponent(location.pathname + location.search);
  return (
    <header className="c-header">
      <div className="c-header-row">
        <Link to="/" className="c-brand">
          <img src="/favicon.svg" alt="" width="32" height="32" />
          <span>{t("citizen:title")}</span>
        </Link>
        <div className="c-tools">
          <button type="button" className="c-tool" aria-pressed={isElder} onClick={switchElder}>
            {isElder ? t("citizen:elderOff") : t("citizen:elder")}
          </button>
          <button
            type="button"
            className="c-tool"
            lang={isEnglish ? "zh-CN" : "en"}
            onClick={() => void i18n.changeLanguage(isEnglish ? "zh-CN" : "en")}
          >
            {t("shared:otherLanguage")}
          </button>
        </div>
      </div>
      <nav className="c-nav" aria-label={t("citizen:nav.home")}>
        <NavLink to="/" end>
          {t("citizen:nav.home")}
        </NavLink>
        <NavLink to="/cases">{t("citizen:nav.cases")}</NavLink>
        <NavLink to="/track">{t("citizen:nav.track")}</NavLink>
        {me ? (
          <button
            type="button"
            className="c-nav-button"
            onClick={() => void logOut().then(() => navigate("/"))}
          >
            {me.name} · {t("citizen:nav.logOut")}
          </button>
        ) : (
          <NavLink to={`/login?from=${from}`}>{t("citizen:nav.logIn")}</NavLink>
        )}
      </nav>
    </header>
  );
}
