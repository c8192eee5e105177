import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { apiPaths, BenefitAddress, BenefitAnswer, BenefitsAnswer, DayQuery, described, PackAddress } from "@huican/contract";
import { benefitAt, packOnDay, type ApiParts } from "./api-parts.ts";
import { benefitLine, benefitView } from "./benefit-view.ts";
import { responses, titled } from "./responses.ts";
import { refusingOthers } from "./shape-fault.ts";
import { tagOf, versionedRead } from "./versioned-read.ts";

const benefitsRoute = createRoute({
  method: "get",
  path: apiPaths.benefits,
  operationId: "benefits",
  ...titled("全部待遇", "Benefits"),
  ...described("一份文件的全部待遇，和某一天的标准。", "The benefits of a document, with their rates on a day."),
  request: { params: PackAddress, query: DayQuery },
  responses: responses(BenefitsAnswer, "全部待遇", "The benefits", ["no_such_address", "bad_date", "wrong_type", "unknown_field"]),
});

const benefitRoute = createRoute({
  method: "get",
  path: apiPaths.benefit,
  operationId: "benefit",
  ...titled("一项待遇", "One benefit"),
  ...described(
    "一项待遇的全部内容：条件、标准、限额、时间、材料、责任单位、对原文的理解。",
    "Everything that one benefit says: conditions, rates, limits, dates, papers, who is responsible, and the readings chosen.",
  ),
  request: { params: BenefitAddress, query: DayQuery },
  responses: responses(BenefitAnswer, "一项待遇", "The benefit", ["no_such_address", "bad_date", "wrong_type", "unknown_field"]),
});

/** 待遇: what a document grants. */
export function benefitRoutes(parts: ApiParts): OpenAPIHono {
  const routes = new OpenAPIHono();
  routes.openapi(
    benefitsRoute,
    (c) => {
      const { pack, program, stamp, asOf } = packOnDay(parts, c.req.valid("param").pack, c.req.valid("query").as_of);
      return versionedRead(c, tagOf([pack], asOf), () => ({
        ...stamp,
        benefits: pack.benefits.map((_, position) => benefitLine(program, position)),
      }));
    },
    refusingOthers(DayQuery),
  );
  routes.openapi(
    benefitRoute,
    (c) => {
      const { pack, program, stamp, asOf } = packOnDay(parts, c.req.valid("param").pack, c.req.valid("query").as_of);
      const position = benefitAt(pack, c.req.valid("param").benefit);
      return versionedRead(c, tagOf([pack], asOf), () => ({ ...stamp, benefit: benefitView(program, position) }));
    },
    refusingOthers(DayQuery),
  );
  return routes;
}
