import { Icon } from "../parts/icon.tsx";
import { tell, useTold } from "../parts/told.ts";
import { useText } from "../text/use-text.ts";

/** Says what was just done. It stays until it is put away: nobody has to read fast. */
export function ToldNotice() {
  const { t, say } = useText();
  const told = useTold();
  return (
    <div role="status" className="told">
      {told === null ? null : (
        <div className="notice good">
          <Icon name="check" />
          <span>{say(told)}</span>
          <button type="button" className="button plain icon-only" onClick={() => tell(null)} aria-label={t("知道了", "Put away")}>
            <Icon name="close" />
          </button>
        </div>
      )}
    </div>
  );
}
