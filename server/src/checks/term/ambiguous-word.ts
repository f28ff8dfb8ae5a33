import { baselineAccountByName } from "../../data/baseline";
import { eventOf } from "../../index/events";
import type { Ledger } from "../../index/ledger";
import { type TextPlace, wordSpan } from "../../index/texts";
import type { Text } from "../../l10n/text";
import type { Rule } from "../../model/types.generated";
import { type CheckFinding, check } from "../check";
import { page } from "../pages";
import {
  chineseTexts,
  isDefined,
  namesPurposefulAccount,
  reword,
  type WordedDocument,
  wordedDocuments,
} from "../wording";

interface Ambiguous {
  readonly word: RegExp;
  /** Words near it that make it clear. */
  readonly clear: RegExp;
  readonly senses: Text;
  /** Qualified forms to choose from. */
  readonly forms: readonly string[];
}

const WORDS: readonly Ambiguous[] = [
  {
    word: /单边账/,
    clear: /渠道|平台|我方|对方|对账|银行.*有|抹账/,
    senses: {
      en: "an item only one side has at reconciliation, or an entry with one leg",
      zh: "对账时只有一方有的记录，或者只记了一边的分录",
    },
    forms: ["对账单边账（渠道有我方无）", "对账单边账（我方有渠道无）"],
  },
  {
    word: /单边记账|单边账务/,
    clear: /日终|缓冲|表外|单式|汇总|补记/,
    senses: {
      en: "one leg now and the other later, or single-entry registration",
      zh: "一边先记、另一边延后补记，或者单式登记",
    },
    forms: ["单边记账（另一边日终补记）", "单边记账（表外单式）"],
  },
  {
    word: /四要素/,
    clear: /姓名|卡号|手机|证件|有效期|CVV|金额/i,
    senses: {
      en: "name, id number, card and phone, or card, expiry, CVV2 and phone",
      zh: "姓名、证件号、卡号、手机号，或者卡号、有效期、CVV2、手机号",
    },
    forms: ["四要素（姓名、证件号、卡号、手机号）", "四要素（卡号、有效期、CVV2、手机号）"],
  },
  {
    word: /直连|间连|直联/,
    clear: /银行|银企|商户|网联|银联|钱包|服务商|卡组织|POS|机构/i,
    senses: {
      en: "an institution and a bank without a clearing organisation, or a merchant and a wallet without a service provider",
      zh: "机构不经清算机构直接接银行，或者商户不经服务商直接接钱包",
    },
    forms: ["直连银行", "直连商户"],
  },
  {
    word: /存管|托管/,
    clear: /备付金|网贷|P2P|基金|资管|央行|人民银行|集中|证券/i,
    senses: {
      en: "central custody of clients' reserves, custody by a bank for lending platforms, or safekeeping of a fund",
      zh: "备付金集中存管、网贷资金银行存管，或者基金托管",
    },
    forms: ["备付金集中存管", "网贷资金存管", "基金托管"],
  },
  {
    word: /虚拟账户|虚拟户/,
    clear: /支付账户|银行|子账户|收款编号|余额|镜像|会员/,
    senses: {
      en: "an account in our own books, a sub-account at a bank, or a bank's collection number",
      zh: "我方账务里的账户、银行存管下的子账户，或者银行的收款编号",
    },
    forms: ["支付账户（虚拟账户）", "银行子账户（虚拟账户）"],
  },
  {
    word: /影子账户|影子户/,
    clear: /银行|镜像|备付金|对应/,
    senses: {
      en: "the image of a bank account in our books, or a bank's image of ours",
      zh: "银行账户在我方账上的镜像，或者我方账户在银行侧的镜像",
    },
    forms: ["银行账户的影子账户", "银行侧影子账户"],
  },
  {
    word: /内部户/,
    clear: /银行|行内|平台|本机构|自有|往来/,
    senses: {
      en: "a bank's own internal account, or an internal account of our ledger",
      zh: "银行的内部户，或者我方账务里的内部账户",
    },
    forms: ["银行内部户", "平台内部户"],
  },
  {
    word: /二代(?!身份证|征信)/,
    clear: /支付系统|大小额|大额|小额|CNAPS|网银|人行|人民银行|超级/i,
    senses: {
      en: "the second-generation payment system of the central bank, or the second version of something of the house",
      zh: "人行第二代支付系统，或者自家系统的第二版",
    },
    forms: ["人行二代支付系统"],
  },
  {
    word: /二次清算/,
    clear: /无证|无牌|违规|大商户|许可|二清/,
    senses: {
      en: "clearing for merchants without a licence, or just a second clearing run",
      zh: "无证机构替商户清算（二清），或者仅指第二轮清算",
    },
    forms: ["无证二次清算", "第二轮清算"],
  },
  {
    word: /^(?:清分|清算|结算)$/,
    clear: /$^/,
    senses: {
      en: "sorting out who gets what, clearing between institutions, or paying the merchant",
      zh: "算清各方应得、机构之间清算，或者给商户付款",
    },
    forms: ["清分明细", "渠道清算", "商户结算"],
  },
];

const ambiguousWord = check({
  code: "term/ambiguous-word",
  severity: "info",
  tier: "P1",
  on: "ledger",
  title: { en: "Words with several meanings are qualified", zh: "多义词写明所指" },
  *run(ledger) {
    for (const document of wordedDocuments(ledger)) {
      const said = new Set<string>();
      for (const place of chineseTexts(document)) {
        if (namesPurposefulAccount(place) || isBaselineName(place)) continue;
        for (const entry of WORDS) yield* ambiguous(ledger, place, entry, said);
        yield* collectedOrDebited(place, said);
        yield* reversed(ledger, document, place, said);
      }
    }
  },
});
export default ambiguousWord;

function* ambiguous(
  ledger: Ledger,
  place: TextPlace,
  { word, clear, senses, forms }: Ambiguous,
  said: Set<string>,
): Iterable<CheckFinding> {
  const match = word.exec(place.text);
  if (!match || clear.test(place.text) || said.has(match[0]) || isDefined(ledger, match[0])) return;
  said.add(match[0]);
  const index = match.index;
  yield {
    at: wordSpan(place, match[0], index),
    message: {
      en: `${match[0]} can mean ${senses.en}; say which.`,
      zh: `“${match[0]}”有几种意思：${senses.zh}。请写明是哪一种。`,
    },
    fixes: () => forms.map((form) => reword(place, match[0], index, form)),
  };
}

function* collectedOrDebited(place: TextPlace, said: Set<string>): Iterable<CheckFinding> {
  const collect = /代收(?!付)/.exec(place.text);
  if (!collect || !/代扣(?!代缴)/.test(place.text) || said.has("代收代扣")) return;
  said.add("代收代扣");
  yield {
    at: wordSpan(place, "代收", collect.index),
    message: {
      en: "代收 and 代扣 stand in one text: collecting on somebody's behalf and debiting by mandate are different products; keep to the one that is meant.",
      zh: "“代收”与“代扣”写在一起：一个是替别人收款，一个是凭协议扣款，不是同一种产品，请只写所指的那个。",
    },
  };
}

/** 冲正 is a message of the channel (event reversal), or a correcting entry (`correction`, `reverses`). */
function* reversed(
  ledger: Ledger,
  document: WordedDocument,
  place: TextPlace,
  said: Set<string>,
): Iterable<CheckFinding> {
  const index = place.text.indexOf("冲正");
  if (index < 0 || document.kind !== "posting-rules" || place.path[0] !== "rules" || said.has("冲正")) return;
  const rule = document.model.rules.find((one) => place.around.includes(one.node));
  if (!rule?.event || isCorrection(rule) || eventOf(ledger.settings, rule) === "reversal" || isDefined(ledger, "冲正"))
    return;
  said.add("冲正");
  yield {
    at: wordSpan(place, "冲正", index),
    message: {
      en: `冲正 is the channel's reversal message (event reversal) or a correcting entry (correction); the event here is ${rule.event.value}.`,
      zh: `“冲正”指渠道冲正报文（事件 reversal）或更正分录（correction），这里的事件却是 ${rule.event.value}。`,
    },
  };
}

function isCorrection(rule: Rule): boolean {
  return rule.correction !== undefined || rule.reverses !== undefined;
}

function isBaselineName(place: TextPlace): boolean {
  return place.path[0] === "accounts" && baselineAccountByName("cas-2006", place.text) !== undefined;
}

DOCS: page(ambiguousWord, {
  why: {
    en: "Some words of the trade are used every day by people who mean different things by them, and the misunderstanding is only found when the money has gone the wrong way.",
    zh: "行业里有些词天天在用，各人指的却不是一回事，等发现理解不一致，钱往往已经走错了。",
  },
  fix: {
    en: "Write the qualified form, or define the word in the project's glossary.",
    zh: "写成带限定的说法；或者在项目术语表里定义这个词。",
  },
  silent: {
    en: "A qualifier in the same text, a definition in the project's glossary, names of the national table, accounts with a purpose. Each word once per file.",
    zh: "同一段文字里已有限定、项目术语表已定义、国家科目表中的名称、已写用途的科目不报；每个文件每个词只报一次。",
  },
  bad: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-quick
        name: 云岭直连
        #       ^^ term/ambiguous-word: 直连 can mean an institution and a bank without a clearing organisation, or a merchant and a wallet without a service provider; say which.
        flow: pay_in
        method: gateway_b2c
        note: 四要素鉴权后签约
        #     ^^^ term/ambiguous-word: 四要素 can mean name, id number, card and phone, or card, expiry, CVV2 and phone; say which.
      - id: bank-debit
        name: 云岭代扣（原代收产品）
        #           ^^ term/ambiguous-word: 代收 and 代扣 stand in one text: collecting on somebody's behalf and debiting by mandate are different products; keep to the one that is meant.
        flow: pay_in
        method: gateway_b2b
  `,
  good: `
    kind: payment-channels
    schema: 1
    channels:
      - id: bank-quick
        name: 云岭银行（虚构）银企直连
        flow: pay_in
        method: gateway_b2c
        note: 四要素（姓名、证件号、卡号、手机号）鉴权后签约
      - id: bank-debit
        name: 云岭代扣
        flow: pay_in
        method: gateway_b2b
  `,
  sources: ["2017-06-08 14:55", "2017-05-12 01:58", "2017-06-02 14:29"],
});
