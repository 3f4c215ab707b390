/** Providers and addresses of the staff workspace; each page is a chunk of its own. */
import { QueryClientProvider } from "@tanstack/react-query";
import { App as AntdApp, ConfigProvider } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { lazy, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "../../api/query-client.ts";
import { languageOf } from "../../i18n/language.ts";
import { antdTheme } from "./antd-theme.ts";
import { CrashPage, NotFoundPage } from "./not-found-page.tsx";
import { Shell, StartPage } from "./shell.tsx";

const InboxPage = lazy(() => import("../features/inbox/inbox-page.tsx"));
const TaskPage = lazy(() => import("../features/workspace/task-page.tsx"));
const SupervisionPage = lazy(() => import("../features/supervision/supervision-page.tsx"));
const SupervisedCasePage = lazy(() => import("../features/supervision/supervised-case-page.tsx"));
const HallPage = lazy(() => import("../features/hall/hall-page.tsx"));
const SimulatorsPage = lazy(() => import("../features/simulators/simulators-page.tsx"));
const ModelsPage = lazy(() => import("../features/models/models-page.tsx"));
const ModelPage = lazy(() => import("../features/models/model-page.tsx"));
const ComparePage = lazy(() => import("../features/models/compare-page.tsx"));
const ModelerPage = lazy(() => import("../modeler/modeler-page.tsx"));
const OperationsPage = lazy(() => import("../features/operations/operations-page.tsx"));
const NewOperationPage = lazy(() => import("../features/operations/new-operation-page.tsx"));
const InstancePage = lazy(() => import("../features/instances/instance-page.tsx"));
const IncidentsPage = lazy(() => import("../features/incidents/incidents-page.tsx"));

const queryClient = createQueryClient();
const router = createBrowserRouter(
  [
    {
      element: <Shell />,
      errorElement: <CrashPage />,
      children: [
        { index: true, element: <StartPage /> },
        {
          errorElement: <CrashPage />,
          children: [
            { path: "inbox", element: <InboxPage /> },
            { path: "inbox/:taskId", element: <TaskPage /> },
            { path: "supervision", element: <SupervisionPage /> },
            { path: "supervision/:caseId", element: <SupervisedCasePage /> },
            { path: "hall", element: <HallPage /> },
            { path: "simulators", element: <SimulatorsPage /> },
            { path: "models", element: <ModelsPage /> },
            { path: "models/new", element: <ModelerPage /> },
            { path: "models/:processId", element: <ModelPage /> },
            { path: "models/:processId/compare", element: <ComparePage /> },
            { path: "models/:processId/edit", element: <ModelerPage /> },
            { path: "instances/:instanceId", element: <InstancePage /> },
            { path: "incidents", element: <IncidentsPage /> },
            { path: "operations", element: <OperationsPage /> },
            { path: "operations/new", element: <NewOperationPage /> },
            { path: "*", element: <NotFoundPage /> },
          ],
        },
      ],
    },
  ],
  { basename: "/staff" },
);

/** The whole entry. */
export function StaffApp() {
  const { t, i18n } = useTranslation("shell");
  const locale = languageOf(i18n.language) === "en" ? enUS : zhCN;
  const title = t("title");
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <ConfigProvider locale={locale} theme={antdTheme} button={{ autoInsertSpace: false }}>
      <AntdApp>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </AntdApp>
    </ConfigProvider>
  );
}
