/** Providers and addresses of the citizens' portal. The first page comes at once; everything else is loaded when it is used. */
import { QueryClientProvider } from "@tanstack/react-query";
import { lazy, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { createBrowserRouter } from "react-router";
import { RouterProvider } from "react-router/dom";
import { createQueryClient } from "../../api/query-client.ts";
import { HomePage } from "../pages/home-page.tsx";
import { NotFoundPage } from "./page-states.tsx";
import { Shell } from "./shell.tsx";

const SearchPage = lazy(() => import("../pages/search-page.tsx"));
const GuidePage = lazy(() => import("../pages/guide-page.tsx"));
const ApplyPage = lazy(() => import("../pages/apply-page.tsx"));
const LogInPage = lazy(() => import("../pages/log-in-page.tsx"));
const WizardPage = lazy(() => import("../pages/wizard-page.tsx"));
const ReceiptPage = lazy(() => import("../pages/receipt-page.tsx"));
const CasesPage = lazy(() => import("../pages/cases-page.tsx"));
const CasePage = lazy(() => import("../pages/case-page.tsx"));
const CorrectionPage = lazy(() => import("../pages/correction-page.tsx"));
const TrackPage = lazy(() => import("../pages/track-page.tsx"));

const queryClient = createQueryClient();
const router = createBrowserRouter([
  {
    element: <Shell />,
    errorElement: <NotFoundPage />,
    children: [
      { index: true, element: <HomePage /> },
      { path: "search", element: <SearchPage /> },
      { path: "matters/:matterId", element: <GuidePage /> },
      { path: "matters/:matterId/apply", element: <ApplyPage /> },
      { path: "login", element: <LogInPage /> },
      { path: "track", element: <TrackPage /> },
      { path: "cases", element: <CasesPage /> },
      { path: "cases/:caseId", element: <CasePage /> },
      { path: "cases/:caseId/edit", element: <WizardPage /> },
      { path: "cases/:caseId/receipt", element: <ReceiptPage /> },
      { path: "cases/:caseId/correct", element: <CorrectionPage /> },
      { path: "*", element: <NotFoundPage /> },
    ],
  },
]);

/** The whole entry. */
export function CitizenApp() {
  const { t } = useTranslation("citizen");
  const title = t("title");
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  );
}
