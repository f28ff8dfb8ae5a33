import assert from "node:assert/strict";
import { hover } from "../../../server/src/features/hover";
import type { Locale } from "../../../server/src/l10n/text";
import { editor, rangeText } from "../../support/editor";

function hoverAt(text: string, locale: Locale = "en"): string {
  const given = editor(text, locale);
  const found = hover(given.context, given.uri, given.position);
  return found ? (found.contents as { value: string }).value : "";
}

const BOOKS = (leg: string) => `
  === a.coa.yaml
  kind: chart-of-accounts
  schema: 1
  accounts:
    - { code: "22", name: 应付账款, class: liability }
    - { code: "2201", name: 商户待结算款, class: liability, parent: "22", purpose: merchant_pending }
  === b.posting.yaml
  kind: posting-rules
  schema: 1
  products:
    - id: qr
      name: 扫码收单
      fee: { model: rate, rate: "0.6%", min: 0.10 }
  rules:
    - id: pay
      product: qr
      event: payment
      entries:
        - ${leg}
`;

describe("hover", () => {
  it("shows an account: name, path, class, balance, and who posts to it", () => {
    const text = hoverAt(BOOKS('{ debit: "22$001", amount: 1.00 }').replace("22$001", "2201$0"), "zh-cn");
    assert.match(text, /2201.*商户待结算款/);
    assert.match(text, /应付账款 › 商户待结算款/);
    assert.match(text, /负债/);
    assert.match(text, /贷/);
    assert.match(text, /pay.*借方/);
  });

  it("explains a key and a value from the schema", () => {
    assert.match(hoverAt(BOOKS("{ deb$0it: 2201 }")), /\*\*`debit`\*\* Debit account/);
    assert.match(hoverAt(BOOKS("{ debit: x, timing: day_$0end }"), "zh-cn"), /`day_end` — 日终汇总/);
  });

  it("says a fee in words", () => {
    assert.match(hoverAt(BOOKS("{}").replace("product: qr", "product: q$0r")), /0\.6% of the amount, at least 0\.10/);
  });

  it("marks the name it speaks of", () => {
    const given = editor(BOOKS('{ debit: "2201$0" }'));
    const found = hover(given.context, given.uri, given.position);
    assert.match(rangeText(given, given.uri, found!.range!), / 2201$/);
  });

  it("is silent where nothing is known", () => {
    assert.equal(hoverAt("kind: posting-rules\nschema: 1\nx-own: zz$0z"), "");
  });
});
