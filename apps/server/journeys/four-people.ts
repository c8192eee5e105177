import type { Known } from "./answering.ts";

/**
 * Four people from four places, invented, and what is theirs, worked out by hand from the text of the documents. `sums` is every line of the
 * result that names a figure: a sum too many is as much a failure as one that is missing.
 */
export type Traveller = {
  readonly who: string;
  /** The boxes that are ticked on the first page. */
  readonly asksFor: readonly string[];
  readonly residence: string;
  readonly region: string;
  readonly pack: string;
  readonly people: readonly AskedAbout[];
};

export type AskedAbout = {
  readonly name: string;
  readonly knows: Known;
  /** What the site does not ask because it follows from the age, from what they lack, or from what a relative answered. */
  readonly follows: Known;
  readonly sums: Readonly<Record<string, string>>;
  readonly totals: string | null;
  /** What they must find among everything else that is theirs: services, rights, and money that the document leaves to others. */
  readonly isTheirs: readonly string[];
  /** What is perhaps theirs, all of it, and what each still depends on. */
  readonly perhaps: Readonly<Record<string, string>>;
  /** What is near and not theirs. */
  readonly isNotTheirs: readonly string[];
};

/** A birthday that many years ago and a season more, so that nobody grows a year older on the day of the test. */
function aged(years: number): string {
  const day = new Date();
  day.setUTCFullYear(day.getUTCFullYear() - years, day.getUTCMonth() - 3, 10);
  return day.toISOString().slice(0, 10);
}

const deafGirl: AskedAbout = {
  name: "我的孩子",
  knows: {
    "person.birth_date": aged(4),
    "person.sex": "female",
    "certificate.status": "valid",
    "disability.hearing": 1,
    "education.stage": "preschool",
    "education.placement": "ordinary",
    "rehabilitation.in_training": true,
    "rehabilitation.designated_institution": true,
    "rehabilitation.institution_region": "500106",
    "rehabilitation.receives_rehab_aid": true,
    "rehabilitation.has_need": true,
    "insurance.resident_medical": true,
    "household.disabled_members": 1,
    "hardship.subsistence_allowance": true,
  },
  // Nobody of four works, drives, marries or has children.
  follows: {
    "employment.status": "none",
    "employment.work_capacity": false,
    "employment.willing": false,
    "employment.blind_massage": false,
    "vehicle.motor_wheelchair": false,
    "vehicle.c5_licence_this_year": false,
    "person.is_spouse_of_hardship_disabled": false,
    "person.has_disabled_child": false,
  },
  sums: {
    // 三(一)3: 0–6 years, registered in the district, hearing: 20,000 a year.
    "0至6周岁儿童康复训练补助（肢体、听力、言语、智力或孤独症）": "每年20,000元",
    // 三(一)3: 0–14 years, training in Chongqing; 500 instead of 400 a month as the home is on the subsistence allowance.
    "康复训练期间交通生活补贴（困难家庭）": "每月500元",
    // 三(一)4: registered here and receiving rehabilitation aid: 300 once.
    残疾儿童诊断补贴: "一次性300元",
    // 三(四)9: the resident medical insurance, paid in full at the first tier; the document leaves the sum to the year.
    居民医保参保资助: "每年按居民医保一档的个人缴费标准全额补助",
    // 三(三)8: a disabled child in hardship at preschool: 500 to 1,200 a year; where in between, the district decides.
    "学前教育生活补贴（困难残疾儿童）": "每年500元至1,200元",
  },
  // A sum between 500 and 1,200 and a share of what nobody named cannot be added.
  totals: "其中写明金额的钱，合计：每月500元，每年20,000元，一次性300元。",
  isTheirs: [
    // 三(四)11: both subsidies for hardship and a severe disability; the district's document names no sum.
    "残疾人两项补贴",
    // 三(一)2
    "个性化精准康复服务",
    "残疾人家庭医生签约服务",
    // 三(一)4: 0 to 6 years.
    "学龄前儿童残疾监测和服务（0至6周岁）",
    // 三(五)16
    "文化进家庭“五个一”",
  ],
  perhaps: {},
  isNotTheirs: [
    // 三(一)3: seven years and more; and 400 a month for homes that are not in hardship.
    "7至14周岁残疾儿童康复训练补助（肢体、听力、言语、智力或孤独症）",
    "康复训练期间交通生活补贴（一般家庭）",
    // 三(三)8: for children of disabled parents.
    "学前教育生活补贴（困难残疾人家庭儿童）",
    // 三(四)14: for couples.
    "数字电视基本收视费补贴",
  ],
};

const son: AskedAbout = {
  name: "我自己",
  knows: {
    "person.birth_date": aged(18),
    "person.sex": "male",
    "certificate.status": "none",
    "person.is_disabled_parents_child": true,
    "person.is_hardship_disabled_parents_child": true,
    "education.stage": "undergraduate",
    "education.placement": "ordinary",
    "education.boarding": true,
    "education.entered_this_academic_year": true,
    "employment.work_capacity": true,
    "household.disabled_members": 1,
    "insurance.resident_medical": true,
    "hardship.subsistence_allowance": true,
    "housing.rural": true,
  },
  follows: {},
  sums: {
    // (三)12: children of disabled people in hardship who enter a university, as disabled students of that stage: 5,000 once for undergraduates.
    "困难残疾人子女一次性资助（本科）": "一次性5,000元",
  },
  totals: "其中写明金额的钱，合计：一次性5,000元。",
  isTheirs: [
    // (三)12: children of disabled people come first in the general aid for students.
    "优先享受普惠学生资助",
    // (一)4: homes of disabled people with a low income.
    "低收入残疾人家庭用水优惠",
    "低收入残疾人家庭用电优惠",
    "低收入残疾人家庭用气优惠",
  ],
  perhaps: {},
  isNotTheirs: [
    // (三)12: he is not disabled himself, and no student of a college.
    "本科残疾学生一次性资助",
    "困难残疾人子女一次性资助（专科）",
    // (一)4: for whoever holds a certificate.
    "免费乘坐市内公交车",
    "重度残疾人护理补贴（一级）",
  ],
};

const blind = {
  "certificate.status": "valid",
  "disability.visual": 1,
  "employment.work_capacity": true,
  "employment.willing": true,
  "insurance.resident_medical": true,
  "household.disabled_members": 2,
} as const;

const blindHusband: AskedAbout = {
  name: "我自己",
  knows: {
    ...blind,
    "person.birth_date": aged(41),
    "person.sex": "male",
    "employment.status": "self_employed",
    "person.hukou_type": "urban",
  },
  follows: { "household.couple_both_blind_or_deaf": true, "vehicle.motor_wheelchair": false },
  // The plan of Ziyang names no figure for a person: a line with one would be made up.
  sums: {},
  totals: null,
  isTheirs: [
    // 三(一)5: severe disability; blind people ride city buses free; public places of culture and sport.
    "重度残疾人护理补贴",
    "免费乘坐市内公交（盲人、重度残疾人及陪护）",
    "公共文体设施免费或优惠",
    // 专栏6: braille, sound and large print for blind readers.
    "盲人读物和阅览",
  ],
  perhaps: {},
  isNotTheirs: [
    // 三(一)5: on the subsistence allowance; owners of a motor wheelchair. 三(一)3: intellectual, mental or severe physical disability.
    "困难残疾人生活补贴",
    "机动轮椅车燃油补贴",
    "阳光家园托养服务",
  ],
};

const blindWife: AskedAbout = {
  ...blindHusband,
  name: "我的丈夫或妻子",
  // Her husband is self-employed; what helps whoever starts a business is not hers.
  isNotTheirs: [...blindHusband.isNotTheirs, "自主就业创业补贴（六类）"],
  knows: { ...blind, "person.birth_date": aged(39), "person.sex": "female", "employment.status": "none", "person.hukou_type": "urban" },
};

const knowsNothing: AskedAbout = {
  name: "我自己",
  knows: {
    "person.birth_date": aged(50),
    "person.sex": "male",
    "certificate.status": null,
    "disability.visual": null,
    "disability.hearing": null,
    "disability.speech": null,
    "disability.physical": null,
    "disability.intellectual": null,
    "disability.mental": null,
    "disability.lower_limb": null,
    "employment.work_capacity": true,
    "employment.willing": true,
    "insurance.resident_medical": true,
    "rehabilitation.has_need": true,
  },
  follows: {},
  sums: {},
  totals: null,
  isTheirs: [],
  perhaps: {
    // Whoever holds a valid certificate, whatever is on it.
    ...onlyMissing("残疾人证状态", [
      "电信资费优惠",
      "居民医保缴费补贴",
      "29项医疗康复项目医保支付",
      "基本康复服务",
      "家庭医生签约",
      "渝馨家园社区康复",
      "医养康养服务",
      "喘息服务和家庭支持",
      "职业培训和农村实用技术培训",
      "职业辅导服务",
      "党政机关、事业单位按比例安排残疾人就业",
      "公益性岗位优先安排",
      "法律援助",
      "法律救助",
      "出行权益和诉讼便利",
    ]),
    // A severe disability of any of the six kinds.
    重度残疾人护理补贴: "还差7条：残疾人证状态等",
    "重度残疾人家庭“五个一”文化服务": "还差7条：残疾人证状态等",
    // Intellectual, mental or severe physical.
    阳光家园托养服务: "还差4条：残疾人证状态等",
  },
  isNotTheirs: [
    // Without a recognised hardship, whatever the certificate says.
    "困难残疾人生活补贴",
  ],
};

function onlyMissing(label: string, titles: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(titles.map((title) => [title, `只差这一条：${label}`]));
}

export const travellers: readonly Traveller[] = [
  {
    who: "a mother of a deaf child of four in Shapingba",
    asksFor: ["我的孩子"],
    residence: "重庆市沙坪坝区",
    region: "500106",
    pack: "shapingba-2023",
    people: [deafGirl],
  },
  {
    who: "the son of a disabled farmer in hardship near Leshan, new at university",
    asksFor: ["我自己"],
    residence: "四川省乐山市",
    region: "511100",
    pack: "leshan-2023",
    people: [son],
  },
  {
    who: "a blind couple in Ziyang",
    asksFor: ["我自己", "我的丈夫或妻子"],
    residence: "四川省资阳市",
    region: "512000",
    pack: "ziyang-145",
    people: [blindHusband, blindWife],
  },
  {
    who: "a man in Jiangbei who knows nothing about his certificate",
    asksFor: ["我自己"],
    residence: "重庆市江北区",
    region: "500105",
    pack: "jiangbei-145",
    people: [knowsNothing],
  },
];
