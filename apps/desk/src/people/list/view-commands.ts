import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { may, useMe } from "../../api/me.ts";
import type { Command } from "../../palette/commands.ts";
import { useText } from "../../text/use-text.ts";
import { showColumns } from "./columns.ts";
import { writtenOrder } from "./order.ts";
import { readViews, type View } from "./saved-views.ts";
import { sharedViewsQuery } from "./shared-views.ts";

/** Lists that the palette leads to: one's own, and those that colleagues share. */
export function useViewCommands(): readonly Command[] {
  const { t } = useText();
  const mayList = may(useMe(), "registry.list-people");
  const navigate = useNavigate();
  const shared = useQuery({ ...sharedViewsQuery, enabled: mayList });
  if (!mayList) return [];
  const open = ({ conditions, order, columns }: View) => {
    showColumns(columns);
    void navigate({ to: "/people/list", search: { conditions, ...writtenOrder(order) } });
  };
  return [
    ...readViews(localStorage).map((view) => ({
      id: `own view ${view.name}`,
      text: view.name,
      note: t("自己的名单", "one's own list"),
      also: "mingdan 名单 list view",
      run: () => open(view),
    })),
    ...(shared.data ?? []).map((view) => ({
      id: `shared view ${view.id}`,
      text: view.name,
      note: t("共享的名单", "shared list"),
      also: "mingdan 名单 list view",
      run: () => open(view),
    })),
  ];
}
