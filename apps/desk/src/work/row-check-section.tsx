import { useQuery } from "@tanstack/react-query";
import { Icon } from "../parts/icon.tsx";
import { Loading } from "../parts/loading.tsx";
import { ProblemNotice } from "../parts/problem-notice.tsx";
import { timeText } from "../text/day-text.ts";
import { useText } from "../text/use-text.ts";
import { rowCheckQuery } from "./work-queries.ts";
import { WorkSection } from "./work-section.tsx";

/** 核对账号数据: whether accounts, proofs, appointments and sessions are as the log says, which the server looks at every day. */
export function RowCheckSection() {
  const text = useText();
  const { t, say, marks } = text;
  const { data, error, refetch } = useQuery(rowCheckQuery);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  const { at, count, found } = data;
  return (
    <WorkSection id="row-check" title={t("账号数据核对", "Accounts held against the log")} count={count}>
      <p className="soft">
        {t("系统每天自己核对一次。", "The system looks once a day by itself.")}{" "}
        {at === null
          ? t("启动后还没有核对过。", "It has not looked since its start.")
          : t(`上次核对：${timeText(text, at)}。`, `It looked last ${timeText(text, at)}.`)}
      </p>
      {at !== null && count === 0 ? (
        <p className="notice good">
          <Icon name="check" />
          <strong>
            {t(
              "没有发现问题：账号、凭据、任职和登录都和访问记录一致。",
              "Nothing is wrong: accounts, proofs, appointments and sessions are as the access log says.",
            )}
          </strong>
        </p>
      ) : null}
      {count > 0 ? (
        <div className="notice bad">
          <Icon name="warn" />
          <div>
            <strong>
              {t(
                `有${count}条和访问记录对不上，可能有人绕过程序改了数据库。`,
                `${count} are not as the access log says: somebody may have written the database beside the program.`,
              )}
            </strong>
            <p>
              {t(
                "请保留数据库原样，报告单位负责人。牵涉的账号先锁定，再重置登录方式；牵涉的任职先结束；登录让本人全部退出。",
                "Leave the database as it is and tell whoever is responsible. Lock the accounts concerned and reset how they sign in, end the appointments concerned, and sign the people concerned out everywhere.",
              )}
            </p>
            <ol className="faults">
              {found.map(({ what, key, text: words }) => (
                <li key={`${what.en} ${key} ${words.en}`}>
                  {say(what)} <code>{key}</code>
                  {marks.colon}
                  {say(words)}
                </li>
              ))}
            </ol>
          </div>
        </div>
      ) : null}
    </WorkSection>
  );
}
