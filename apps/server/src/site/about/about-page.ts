import { html } from "hono/html";
import { identityCookie, sessionCookie } from "../../platform/host-cookie.ts";
import { displayCookie, displayLifetimeSeconds } from "../frame/display.ts";
import { page, type Html, type PageContext } from "../frame/page.ts";
import { sharedLifetimeSeconds, visitCookie } from "../check/visit.ts";
import { contactText } from "./contact.ts";

/** 怎样运作、保留什么. Each sentence here is checked against the code: test/about.test.ts. */
export function aboutPage(context: PageContext, contact: string | undefined): Html {
  const { display, tongue } = context;
  const { t } = tongue;
  const body = html`<h1>${t("本网站怎样运作，保留什么", "How this site works and what it keeps")}</h1>
    ${display.isEasy ? easyBody(context) : fullBody(context)}
    <h2 id="contact">${t("发现错误，请告诉我们", "If something is wrong, tell us")}</h2>
    ${contactText(context, contact)}`;
  return page(context, {
    title: t("怎样运作、保留什么", "How it works, what it keeps"),
    description: t(
      "惠残按公开文件算出您可能享受的待遇；不登记、不记录，回答只在您自己的浏览器里保留两小时。",
      "Huican works out from published documents what you may get; no registration, no records, answers stay in your own browser for two hours.",
    ),
    body,
  });
}

const days = displayLifetimeSeconds / (24 * 60 * 60);
const sharedMinutes = sharedLifetimeSeconds / 60;

function fullBody(context: PageContext): Html {
  const { t, to } = context.tongue;
  return html`<h2 id="works">${t("怎样得出结果", "How the result comes about")}</h2>
    <ul class="steps">
      <li>
        ${t(
          "当地公开发布的文件逐条写成规则：谁符合条件、给多少、依据哪一条。",
          "Documents that local governments published are written as rules, clause by clause: who qualifies, how much, by which clause.",
        )}
      </li>
      <li>
        ${t(
          "您的回答按这些规则计算。同样的回答，同一天，总是得到同样的结果；没有人工智能猜测，也没有评分和排名。",
          "Your answers are put to these rules. The same answers on the same day always give the same result. Nothing is guessed by artificial intelligence, nobody is scored or ranked.",
        )}
      </li>
      <li>
        ${t(
          "没有回答的，不会当作“不符合”：会列为“可能”，并写明还差什么信息。",
          "What you did not answer never counts as “no”: it is listed as “perhaps”, with what is still missing.",
        )}
      </li>
      <li>
        ${t(
          "文件没有写清楚的地方，我们写明是怎样理解的；文件没有写的数字，我们不编。",
          "Where a document is silent we say how we read it; figures that it does not give are not made up.",
        )}
      </li>
    </ul>
    <h2 id="decides">${t("谁来决定", "Who decides")}</h2>
    <p>
      ${t(
        "结果是参考，不是审批。能否享受、从哪个月起、发多少，由当地残联、民政等部门审核决定。结果说“不符合”，您仍然可以去申请，也可以问清原因。",
        "The result is a guide and not a decision. Whether, from which month and how much is decided by the Disabled Persons' Federation, civil affairs and other offices. Even where the result says “not”, you may apply and ask for reasons.",
      )}
    </p>
    <p>
      ${t("在这里查询不等于申请，也不会影响您已有的待遇。", "Asking here is not an application and changes nothing that you already receive.")}
    </p>
    <h2 id="help">${t("想请人帮忙", "Help from a person")}</h2>
    <p>
      ${t(
        "可以请家人、村（社区）的残疾人专职委员，或镇街残联、便民服务窗口的工作人员帮您填。把结果页打印出来带去，上面写着条件、材料和依据。",
        "Ask your family, the commissioner for disabled people of your village or community, or the desk in your town or street. Print the result and take it along: conditions, papers and sources are on it.",
      )}
    </p>
    <h2 id="keeps">${t("保留什么", "What is kept")}</h2>
    <p>
      ${t(
        "不用注册。会问出生日期、户口和居住的区县、残疾类别和等级、家庭和就业情况等；不问姓名、身份证号码、电话、银行账号和详细住址。",
        "No registration. Asked are the day of birth, the district, kind and level of disability, family, work and the like; never a name, identity number, telephone, bank account or street.",
      )}
    </p>
    <h3>${t("只保留在您自己的浏览器里", "Kept in your own browser only")}</h3>
    <dl class="facts">
      <dt>${t("您的回答", "Your answers")} <code>${visitCookie(context.origin).name}</code></dt>
      <dd>
        ${t(
          `经过加密，只有本网站能读。最后看过的一页之后2小时失效，或者您清除时。开始时勾选了“这是借来的手机，或者公用的电脑”的，${sharedMinutes}分钟不操作就失效。`,
          `Encrypted so that only this site can read them. They lapse 2 hours after the last page that was opened, or when you clear them; after ${sharedMinutes} minutes where you ticked at the start that the phone is borrowed or the computer public.`,
        )}
      </dd>
      <dt>${t("大字、高对比、易读的选择", "Large print, high contrast, easy read")} <code>${displayCookie(context.origin).name}</code></dt>
      <dd>${t(`保留${days}天，只记住怎样显示。`, `Kept for ${days} days; says only how you read.`)}</dd>
      <dt>${t("朗读的语速", "The speed of reading aloud")} <code>huican_speed</code></dt>
      <dd>${t("关闭窗口就没有了，不会发给我们。", "Gone when the window is closed, and not sent to us.")}</dd>
      ${context.hasSignIn ? signInCookies(context) : ""}
    </dl>
    <p>
      ${t(
        "您提交的回答会发到服务器，算出页面后就丢掉，不写入数据库、文件或日志，也不会出现在网址里。",
        "Answers that you send go to the server, which drops them when the page is made: no database, file or log takes them. Nor do they stand in an address.",
      )}
    </p>
    <ul class="steps">
      <li>
        ${t(
          "服务器程序不记录谁来过、看了哪一页。只有网页出错时，记下错误编号、网址路径和出错的程序位置，没有您填写的内容。",
          "The server program does not record who came or what was read. Only where a page breaks does it note a number, the path of the address and the place in the program, nothing that you filled in.",
        )}
      </li>
      <li>
        ${t(
          "网页不含任何第三方的内容：没有统计、广告、外部字体和图片。",
          "Pages hold nothing from third parties: no counting, no advertising, no foreign fonts or pictures.",
        )}
      </li>
      <li>
        ${t(
          "您在“查找”里输入的词会写在网址里，因此会留在浏览记录中。请不要在那里输入个人信息。",
          "Words that you type into “Search” stand in the address, and so in your browser's history. Please type nothing personal there.",
        )}
      </li>
      <li>
        ${t(
          "运行单位如果在服务器前另设了网关，网关可能按法律要求记录访问时间和网络地址；那不在本网站程序之内。",
          "Where whoever runs the site has put a gateway in front, it may by law record times and network addresses; that is outside of this program.",
        )}
      </li>
    </ul>
    <h2 id="clear">${t("怎样清除", "How to clear it")}</h2>
    <p>
      ${t(
        "核对页和结果页下方都有“清除我的回答”，按下马上清除。借用别人的手机时，请在开始时勾选“这是借来的手机”，用完再按一下。",
        "Below the check of your answers and below the result there is “Clear my answers”: it works at once. On a borrowed phone, tick so at the start, and press it at the end.",
      )}
    </p>
    <h2 id="city">${t("想让您的城市也有", "For your own city")}</h2>
    <p>
      ${t(
        "一份文件就是一个文件夹：条款、条件、金额和算好的案例，都是看得懂的文字，不用写程序。已经收录的都在",
        "A document is one folder: clauses, conditions, amounts and cases worked out by hand, as text that people can read. No programming. Those that are here can all be read under ",
      )}<a href="${to("/policies")}">${t("政策", "Policies")}</a>${t("里。", ".")}
    </p>`;
}

function easyBody(context: PageContext): Html {
  const { t } = context.tongue;
  return html`<h2 id="works">${t("这个网站做什么", "What this site does")}</h2>
    <p>${t("政府发了文件。", "The government wrote documents.")}</p>
    <p>${t("文件说：谁可以得到帮助。", "They say who can get help.")}</p>
    <p>${t("您回答问题。我们告诉您：可能有什么帮助。", "You answer questions. We say what help there may be.")}</p>
    <h2 id="decides">${t("谁来决定", "Who decides")}</h2>
    <p>${t("我们不决定。", "We do not decide.")}</p>
    <p>${t("当地残联、民政等部门决定。", "Your local office decides.")}</p>
    <p>${t("我们说“不符合”，您也可以去问。", "Even if we say “not”, you can go and ask.")}</p>
    <h2 id="help">${t("请人帮忙", "Help from a person")}</h2>
    <p>${t("可以请家人帮您。", "Your family can help you.")}</p>
    <p>${t("可以去村里、社区、镇街残联窗口问。", "You can ask in your village, community, or town.")}</p>
    <h2 id="keeps">${t("我们保留什么", "What we keep")}</h2>
    <p>${t("不问姓名。不问身份证号码。", "We do not ask your name or identity number.")}</p>
    <p>${t("您的回答只放在这台手机或电脑里。", "Your answers stay on this phone or computer.")}</p>
    <p>${t("2小时后，回答就没有了。", "After 2 hours they are gone.")}</p>
    <p>
      ${t(`手机是借来的，请勾选。${sharedMinutes}分钟不用，回答就没有了。`, `A borrowed phone? Tick it. After ${sharedMinutes} minutes without use they are gone.`)}
    </p>
    <p>${t(`大字等选择会记住${days}天。`, `Large print and such are remembered for ${days} days.`)}</p>
    <h2 id="clear">${t("马上清除", "Clear at once")}</h2>
    <p>${t("在结果下面，按“清除我的回答”。", "Below the result, press “Clear my answers”.")}</p>`;
}

/** What only whoever signs in has. */
function signInCookies({ tongue: { t }, origin }: PageContext): Html {
  return html`<dt>${t("登录", "Signing in")} <code>${sessionCookie(origin).name}</code></dt>
    <dd>
      ${t(
        "只有登录的人才有：一个随机号码，关闭浏览器、半小时不用或12小时后失效。登录、退出和查看档案会留下记录。",
        "Only for whoever signs in: a random number that ends with the browser, after half an hour without use, or after 12 hours. Signing in and out, and files that are opened, are recorded.",
      )}
    </dd>
    <dt>${t("用统一身份登录的途中", "On the way through a provider of identities")} <code>${identityCookie(origin).name}</code></dt>
    <dd>${t("加密，最多10分钟，回来就删除。", "Encrypted, for 10 minutes at most, and removed on the way back.")}</dd>`;
}
