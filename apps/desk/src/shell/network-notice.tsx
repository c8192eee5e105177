import { onlineManager } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { Icon } from "../parts/icon.tsx";
import { useText } from "../text/use-text.ts";

/** Said while there is no network, for as long as it is so. */
export function NetworkNotice() {
  const { t } = useText();
  const isOnline = useSyncExternalStore(
    (listener) => onlineManager.subscribe(listener),
    () => onlineManager.isOnline(),
  );
  // The place is there before something is said in it: else nothing reads it out.
  return (
    <div role="status" className="network">
      {isOnline ? null : (
        <p className="notice warn">
          <Icon name="warn" />
          <span>
            {t(
              "网络断了。您填写的内容已保存在这个标签页里，刷新也不会丢；网络恢复后请接着提交。",
              "The network is gone. What you typed is kept in this tab, also over a reload; send it once the network is back.",
            )}
          </span>
        </p>
      )}
    </div>
  );
}
