import type { Tongue } from "../../text/use-text.ts";
import { roleText } from "../person-words.ts";
import type { Household } from "../people-queries.ts";

/** What somebody is to the person, line by line. */
export function tiesOf(tongue: Tongue, { members, relations }: Household, ownId: number, id: number): readonly string[] {
  const { t } = tongue;
  const [own, member] = [ownId, id].map((each) => members.find((line) => line.id === each));
  // What somebody is in the household they are to its head.
  const ofHead = member?.role === "head" || own?.role === "head" ? "" : t("户主的", "of the head: ");
  const related = relations.flatMap(({ kind, subjectId, otherId }) => {
    if (subjectId === ownId && otherId === id)
      return [
        {
          spouse: t("配偶", "spouse"),
          parent: t("父母", "parent"),
          guardian: t("监护人", "guardian"),
          representative: t("代办人", "representative"),
        }[kind] ?? kind,
      ];
    if (otherId === ownId && subjectId === id)
      return [
        {
          spouse: t("配偶", "spouse"),
          parent: t("子女", "child"),
          guardian: t("被监护人", "ward"),
          representative: t("由其代办", "acted for"),
        }[kind] ?? kind,
      ];
    return [];
  });
  return [...new Set([...(member ? [`${ofHead}${roleText(tongue, member.role)}`] : []), ...(id === ownId ? [] : related)])];
}

/** How many generations somebody stands below the head of the household; of other roles it is not known. */
const below: Readonly<Record<string, number>> = { grandparent: -2, parent: -1, head: 0, spouse: 0, sibling: 0, child: 1, grandchild: 2 };

/** Where somebody stands in a drawing of the family: −1 above the person, 1 below them, 0 beside them or where nothing tells. */
export function generationOf({ members, relations }: Household, ownId: number, id: number): number {
  const isParent = (parent: number, child: number) =>
    relations.some(({ kind, subjectId, otherId }) => kind === "parent" && subjectId === child && otherId === parent);
  if (isParent(id, ownId)) return -1;
  if (isParent(ownId, id)) return 1;
  const [own, other] = [ownId, id].map((each) => below[members.find((member) => member.id === each)?.role ?? ""]);
  return own === undefined || other === undefined ? 0 : Math.sign(other - own);
}
