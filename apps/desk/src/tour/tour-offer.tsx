import "./tour.css";
import { useMe } from "../api/me.ts";
import { markSeen, useSeen } from "../help/seen.ts";
import { useText } from "../text/use-text.ts";
import { beginTour, useTourStep } from "./tour-state.ts";
import { tourFor } from "./tours.ts";

/** In a demo the tour is offered once; in real use whoever wants it finds it in the help, and nobody has to send it away. */
export function TourOffer() {
  const { t } = useText();
  const me = useMe();
  const { isTourOffered } = useSeen();
  const isRunning = useTourStep() !== null;
  const count = tourFor(me).length;
  if (me.kind !== "demo" || isTourOffered || isRunning || count === 0) return null;
  return (
    <section className="notice tour-offer" aria-labelledby="tour-offer">
      <span>
        <strong id="tour-offer">{t("第一次来？", "New here?")}</strong>{" "}
        {t(`用${count}步看看您的岗位怎么用。`, `See in ${count} steps what your office does here.`)}
      </span>
      <button type="button" className="button" onClick={beginTour}>
        {t("开始导览", "Begin the tour")}
      </button>
      <button type="button" className="button plain" onClick={() => markSeen({ isTourOffered: true })}>
        {t("不用了", "No, thank you")}
      </button>
    </section>
  );
}
