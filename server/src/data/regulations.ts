import type { Text } from "../l10n/text";

/** A document of mainland China's regulators, with the days between which it holds. Dates are ISO dates. */
export interface Regulation {
  /** What it is cited by. */
  readonly number: Text;
  readonly title: Text;
  /** Day of issue; left out where only the day of effect is certain. */
  readonly issued?: string;
  readonly inForce: string;
  /** First day on which it no longer holds. */
  readonly until?: string;
}

export const REGULATIONS = {
  "order-2010-2": {
    number: { en: "PBoC Order 2010 No. 2", zh: "中国人民银行令〔2010〕第2号" },
    title: {
      en: "Measures for payment services of non-financial institutions",
      zh: "非金融机构支付服务管理办法",
    },
    issued: "2010-06-14",
    inForce: "2010-09-01",
    until: "2024-07-09",
  },
  "announcement-2012-12": {
    number: { en: "PBoC Announcement 2012 No. 12", zh: "中国人民银行公告〔2012〕第12号" },
    title: { en: "Measures for prepaid cards of payment institutions", zh: "支付机构预付卡业务管理办法" },
    issued: "2012-09-27",
    inForce: "2012-11-01",
  },
  "mofcom-2012-9": {
    number: { en: "MOFCOM Order 2012 No. 9", zh: "商务部令2012年第9号" },
    title: {
      en: "Measures for single-purpose commercial prepaid cards (trial)",
      zh: "单用途商业预付卡管理办法（试行）",
    },
    issued: "2012-09-21",
    inForce: "2012-11-01",
  },
  "announcement-2013-6": {
    number: { en: "PBoC Announcement 2013 No. 6", zh: "中国人民银行公告〔2013〕第6号" },
    title: { en: "Measures for the custody of clients' reserves", zh: "支付机构客户备付金存管办法" },
    issued: "2013-06-07",
    inForce: "2013-06-07",
    until: "2021-03-01",
  },
  "announcement-2013-9": {
    number: { en: "PBoC Announcement 2013 No. 9", zh: "中国人民银行公告〔2013〕第9号" },
    title: { en: "Measures for bank card acquiring", zh: "银行卡收单业务管理办法" },
    issued: "2013-07-05",
    inForce: "2013-07-05",
  },
  "announcement-2015-43": {
    number: { en: "PBoC Announcement 2015 No. 43", zh: "中国人民银行公告〔2015〕第43号" },
    title: {
      en: "Measures for network payments of non-bank payment institutions",
      zh: "非银行支付机构网络支付业务管理办法",
    },
    issued: "2015-12-28",
    inForce: "2016-07-01",
  },
  "notice-2016-302": {
    number: { en: "PBoC Notice 2016 No. 302", zh: "银发〔2016〕302号" },
    title: {
      en: "Notice on carrying out the classes of personal bank accounts",
      zh: "关于落实个人银行账户分类管理制度的通知",
    },
    issued: "2016-11-25",
    inForce: "2016-12-01",
  },
  "notice-2017-209": {
    number: { en: "PBoC Payment Department Notice 2017 No. 209", zh: "银支付〔2017〕209号" },
    title: {
      en: "Notice on moving network payments from direct bank links to the clearing platform",
      zh: "关于将非银行支付机构网络支付业务由直连模式迁移至网联平台处理的通知",
    },
    issued: "2017-08-04",
    inForce: "2018-06-30",
  },
  "notice-2017-217": {
    number: { en: "PBoC Office Notice 2017 No. 217", zh: "银办发〔2017〕217号" },
    title: {
      en: "Notice on payment business without a licence",
      zh: "关于进一步加强无证经营支付业务整治工作的通知",
    },
    issued: "2017-11-13",
    inForce: "2017-11-13",
  },
  "notice-2017-296": {
    number: { en: "PBoC Notice 2017 No. 296", zh: "银发〔2017〕296号" },
    title: { en: "Rules for bar-code payments (trial)", zh: "条码支付业务规范（试行）" },
    issued: "2017-12-25",
    inForce: "2018-04-01",
  },
  "notice-2018-16": {
    number: { en: "PBoC Notice 2018 No. 16", zh: "银发〔2018〕16号" },
    title: {
      en: "Notice on improving the classes of personal bank accounts",
      zh: "关于改进个人银行账户分类管理有关事项的通知",
    },
    issued: "2018-01-12",
    inForce: "2018-01-12",
  },
  "notice-2018-114": {
    number: { en: "PBoC Office Notice 2018 No. 114", zh: "银办发〔2018〕114号" },
    title: {
      en: "Notice on depositing all clients' reserves with the central bank",
      zh: "关于支付机构客户备付金全部集中交存有关事宜的通知",
    },
    issued: "2018-06-29",
    inForce: "2019-01-14",
  },
  "notice-2020-248": {
    number: { en: "PBoC Notice 2020 No. 248", zh: "银发〔2020〕248号" },
    title: { en: "Notice on collection services", zh: "关于规范代收业务的通知" },
    // The day of effect is not verified; this is the first day that certainly lies behind the day of issue.
    inForce: "2021-01-01",
  },
  "order-2021-1": {
    number: { en: "PBoC Order 2021 No. 1", zh: "中国人民银行令〔2021〕第1号" },
    title: {
      en: "Measures for the custody of clients' reserves of non-bank payment institutions",
      zh: "非银行支付机构客户备付金存管办法",
    },
    issued: "2021-01-19",
    inForce: "2021-03-01",
  },
  "notice-2021-259": {
    number: { en: "PBoC Notice 2021 No. 259", zh: "银发〔2021〕259号" },
    title: {
      en: "Notice on payment terminals and related business",
      zh: "关于加强支付受理终端及相关业务管理的通知",
    },
    inForce: "2022-03-01",
  },
  "decree-768": {
    number: { en: "State Council Decree No. 768", zh: "国务院令第768号" },
    title: {
      en: "Regulation on the supervision of non-bank payment institutions",
      zh: "非银行支付机构监督管理条例",
    },
    issued: "2023-12-09",
    inForce: "2024-05-01",
  },
  "order-2024-4": {
    number: { en: "PBoC Order 2024 No. 4", zh: "中国人民银行令〔2024〕第4号" },
    title: {
      en: "Detailed rules for the Regulation on non-bank payment institutions",
      zh: "非银行支付机构监督管理条例实施细则",
    },
    issued: "2024-07-09",
    inForce: "2024-07-09",
  },
} as const satisfies Readonly<Record<string, Regulation>>;

export type RegulationId = keyof typeof REGULATIONS;

export function regulation(id: RegulationId): Regulation {
  return REGULATIONS[id];
}

/** Whether a document holds on a day. */
export function holds(id: RegulationId, day: string): boolean {
  const { inForce, until } = regulation(id);
  return inForce <= day && (until === undefined || day < until);
}

/** The first of these documents that holds on a day. */
export function holdingOn(day: string, ...ids: readonly RegulationId[]): RegulationId | undefined {
  return ids.find((id) => holds(id, day));
}

/** A document as it stands in a sentence: number, title, and the day from which it holds. */
export function citation(id: RegulationId): Text {
  const { number, title, inForce } = regulation(id);
  return {
    en: `${number.en} (${title.en}, in force since ${inForce})`,
    zh: `${number.zh}《${title.zh}》（${inForce} 起施行）`,
  };
}

/** A line of a page's list of documents. */
export function listed(id: RegulationId): { readonly title: string; readonly from: string } {
  const { number, title, inForce } = regulation(id);
  return { title: `${number.zh}《${title.zh}》 ${number.en}, ${title.en}`, from: inForce };
}

/** A figure in CNY major units with the days between which it holds; `until` is the first day on which it does not. */
export interface DatedFigure {
  readonly amount: string;
  readonly from: string;
  readonly until?: string;
  readonly by?: RegulationId;
}

/** The figure of a table on a day. */
export function figureOn(table: readonly DatedFigure[], day: string): DatedFigure | undefined {
  return table.find(({ from, until }) => from <= day && (until === undefined || day < until));
}

/** Highest value of a prepaid card. */
export const PREPAID_LIMITS = {
  unregistered: [{ amount: "1000", from: "2012-11-01", by: "announcement-2012-12" }],
  registered: [{ amount: "5000", from: "2012-11-01", by: "announcement-2012-12" }],
} as const satisfies Readonly<Record<string, readonly DatedFigure[]>>;

/** Shortest validity of unregistered cards, months; registered cards have no expiry. */
export const PREPAID_MONTHS = 36;

/** Payments from the balance of personal payment accounts: class I over its lifetime, II and III per year. */
export const PAYMENT_ACCOUNT_LIMITS = {
  I: [{ amount: "1000", from: "2016-07-01", by: "announcement-2015-43" }],
  II: [{ amount: "100000", from: "2016-07-01", by: "announcement-2015-43" }],
  III: [{ amount: "200000", from: "2016-07-01", by: "announcement-2015-43" }],
} as const satisfies Readonly<Record<string, readonly DatedFigure[]>>;

/** Personal bank accounts of class II and III towards accounts that are not bound. */
export const BANK_ACCOUNT_LIMITS = {
  II: {
    per_day: [{ amount: "10000", from: "2016-12-01", by: "notice-2016-302" }],
    per_year: [{ amount: "200000", from: "2016-12-01", by: "notice-2016-302" }],
  },
  III: {
    per_day: [
      { amount: "5000", from: "2016-12-01", until: "2018-01-12", by: "notice-2016-302" },
      { amount: "2000", from: "2018-01-12", by: "notice-2018-16" },
    ],
    per_year: [
      { amount: "100000", from: "2016-12-01", until: "2018-01-12", by: "notice-2016-302" },
      { amount: "50000", from: "2018-01-12", by: "notice-2018-16" },
    ],
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, readonly DatedFigure[]>>>>;

/** What a payer may pay by static codes in a day. */
export const STATIC_CODE_LIMIT: readonly DatedFigure[] = [{ amount: "500", from: "2018-04-01", by: "notice-2017-296" }];

/**
 * Single amounts of the central bank's rails; hvps has none. Days that no row covers are days for which the figure is not
 * confirmed (the one before 2020 changed at a day we do not know; that of ibps after 2017 is unverified).
 */
export const RAIL_LIMITS: Readonly<Record<string, readonly DatedFigure[]>> = {
  beps: [
    { amount: "50000", from: "2017-01-01", until: "2018-01-01" },
    { amount: "1000000", from: "2020-01-24" },
  ],
  ibps: [{ amount: "50000", from: "2017-01-01", until: "2018-01-01" }],
};

/** From when direct deposits with commercial banks were over and all clients' reserves lie with the central bank. */
export const CENTRAL_RESERVE_FROM = "2019-01-14";
