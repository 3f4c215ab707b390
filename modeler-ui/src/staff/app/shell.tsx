/** The frame of every staff page: where one can go, who one is, whether the page is live. */
import { DownOutlined, LogoutOutlined, MenuOutlined } from "@ant-design/icons";
import { Alert, Button, Drawer, Dropdown, Layout, Menu, Spin } from "antd";
import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, Outlet, useLocation, useNavigate } from "react-router";
import { useLiveChanges } from "../../api/live-changes.ts";
import type { Me } from "../../api/views.ts";
import { LanguageButton } from "./language-button.tsx";
import { LoginPage } from "./login-page.tsx";
import { placesOf } from "./navigation.tsx";
import { Failure, Loading } from "./page-states.tsx";
import { MeContext, useSession, useSessionActions } from "../../session/session.ts";
import "./shell.css";

/** Asks who is there first; who is not signed in gets the log-in at the same address. */
export function Shell() {
  const session = useSession();
  if (session.isPending) return <Loading />;
  if (session.isError)
    return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  const me = session.data;
  if (me === null) return <LoginPage />;
  if (me.kind !== "staff") return <LoginPage notStaffName={me.name} />;
  return (
    <MeContext value={me}>
      <Frame me={me} />
    </MeContext>
  );
}

function Frame({ me }: { readonly me: Me }) {
  const { t } = useTranslation("shell");
  const isLive = useLiveChanges(true);
  const [isMenuOpen, setMenuOpen] = useState(false);
  return (
    <Layout className="shell">
      <a className="shell-skip" href="#content">
        {t("skip")}
      </a>
      <header className="shell-header">
        <Button
          className="shell-menu-button"
          type="text"
          icon={<MenuOutlined />}
          aria-label={t("openMenu")}
          onClick={() => setMenuOpen(true)}
        />
        <span className="shell-brand">
          <img src="/favicon.svg" alt="" width="28" height="28" />
          {t("title")}
        </span>
        <span className="shell-right">
          <LanguageButton />
          <UserMenu me={me} />
        </span>
      </header>
      <Layout className="shell-body">
        <nav className="shell-side" aria-label={t("nav.label")}>
          <Places me={me} />
        </nav>
        <Drawer
          placement="left"
          size={260}
          open={isMenuOpen}
          onClose={() => setMenuOpen(false)}
          title={t("title")}
        >
          <Places me={me} onGo={() => setMenuOpen(false)} />
        </Drawer>
        <main id="content" className="shell-content" tabIndex={-1}>
          {!isLive && <Alert banner type="warning" title={t("offline")} />}
          <Suspense fallback={<Spin className="shell-waiting" size="large" />}>
            <Outlet />
          </Suspense>
        </main>
      </Layout>
    </Layout>
  );
}

function Places({ me, onGo }: { readonly me: Me; readonly onGo?: () => void }) {
  const { t } = useTranslation("shell");
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const places = placesOf(me);
  const here = places.find((place) => pathname.startsWith(place.path));
  return (
    <Menu
      mode="inline"
      selectedKeys={here === undefined ? [] : [here.path]}
      items={places.map(({ key, path, icon }) => ({ key: path, icon, label: t(`nav.${key}`) }))}
      onClick={({ key }) => {
        onGo?.();
        void navigate(key);
      }}
    />
  );
}

function UserMenu({ me }: { readonly me: Me }) {
  const { t } = useTranslation("shell");
  const { logOut } = useSessionActions();
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items: [
          ...me.offices.map((office) => ({ key: office.key, label: office.name, disabled: true })),
          { type: "divider" as const },
          { key: "logOut", icon: <LogoutOutlined />, label: t("logOut") },
        ],
        onClick: ({ key }) => {
          if (key === "logOut") void logOut();
        },
      }}
    >
      <Button type="text">
        <span className="shell-user">
          <strong>{me.name}</strong>
          <span className="shell-role">
            {me.roles.map((role) => t(`role.${role}`)).join(" · ")}
          </span>
        </span>
        <DownOutlined />
      </Button>
    </Dropdown>
  );
}

/** The start page is the first place a person may go. */
export function StartPage() {
  const session = useSession();
  const [first] = session.data ? placesOf(session.data) : [];
  return <Navigate to={first?.path ?? "/simulators"} replace />;
}
