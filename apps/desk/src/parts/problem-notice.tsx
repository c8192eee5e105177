import { problemOf } from "../api/api-problem.ts";
import { useText } from "../text/use-text.ts";
import { Icon } from "./icon.tsx";

/** What could not be done: what is safe, what to do, and the number to tell. */
export function ProblemNotice({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t, say } = useText();
  const problem = problemOf(error);
  const titles = {
    refused: t("没有办成", "Not done"),
    "signed-out": t("需要重新登录", "Sign in again"),
    unreachable: t("连不上服务器", "No connection"),
    broken: t("出了问题", "Something broke"),
  };
  return (
    <div className="notice bad" role="alert">
      <Icon name="warn" />
      <div>
        <strong>{titles[problem.kind]}</strong>
        <p>{say(problem.text)}</p>
        {problem.kind === "refused" ? (
          <p className="soft">{t("没有改动任何东西，您填写的内容还在。", "Nothing was changed, and what you typed is kept.")}</p>
        ) : null}
        {problem.reference === undefined ? (
          <p className="soft">
            {t("问题编号：", "Number of the problem: ")}
            <code>{problem.code}</code>
          </p>
        ) : (
          <p className="soft">
            {t("请把这个编号告诉系统管理员：", "Tell the system administrator this number: ")}
            <code>{problem.reference}</code>
          </p>
        )}
        {onRetry === undefined ? null : (
          <button type="button" className="button plain" onClick={onRetry}>
            {t("再试一次", "Try again")}
          </button>
        )}
      </div>
    </div>
  );
}
