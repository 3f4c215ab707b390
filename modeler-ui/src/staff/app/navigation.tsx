import {
  ApartmentOutlined,
  AppstoreOutlined,
  BlockOutlined,
  DashboardOutlined,
  InboxOutlined,
  ShopOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import type { ReactNode } from "react";
import type { Me, Role } from "../../api/views.ts";
import { hasRole } from "../../session/session.ts";

/** A place in the workspace; its label is `shell:nav.<key>`. */
export interface Place {
  readonly key:
    | "inbox"
    | "supervision"
    | "hall"
    | "models"
    | "incidents"
    | "operations"
    | "simulators";
  readonly path: string;
  readonly icon: ReactNode;
  /** Empty: every staff member. */
  readonly roles: readonly Role[];
}

const PLACES: readonly Place[] = [
  {
    key: "inbox",
    path: "/inbox",
    icon: <InboxOutlined />,
    roles: ["window", "inspector", "reviewer", "approver"],
  },
  {
    key: "supervision",
    path: "/supervision",
    icon: <DashboardOutlined />,
    roles: ["supervisor", "admin"],
  },
  {
    key: "hall",
    path: "/hall",
    icon: <ShopOutlined />,
    roles: ["window", "hallManager", "supervisor", "admin"],
  },
  {
    key: "models",
    path: "/models",
    icon: <ApartmentOutlined />,
    roles: ["analyst", "matterAdmin", "admin"],
  },
  { key: "incidents", path: "/incidents", icon: <WarningOutlined />, roles: ["analyst", "admin"] },
  {
    key: "operations",
    path: "/operations",
    icon: <BlockOutlined />,
    roles: ["analyst", "admin"],
  },
  { key: "simulators", path: "/simulators", icon: <AppstoreOutlined />, roles: [] },
];

/** Where a person may go, the first being where they start. */
export function placesOf(me: Me): readonly Place[] {
  return PLACES.filter((place) => place.roles.length === 0 || hasRole(me, ...place.roles));
}
