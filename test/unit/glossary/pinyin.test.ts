import assert from "node:assert/strict";
import { baselineAccounts } from "../../../server/src/data/baseline";
import { filterText, fullPinyin, initials } from "../../../server/src/glossary/pinyin";

describe("pinyin", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["备付金", "bei fu jin"],
    ["长款", "chang kuan"],
    ["长期借款", "chang qi jie kuan"],
    ["增长", "zeng zhang"],
    ["银行存款", "yin hang cun kuan"],
    ["发行", "fa xing"],
    ["重复", "chong fu"],
    ["重要", "zhong yao"],
    ["还款", "huan kuan"],
    ["会计科目", "kuai ji ke mu"],
    ["调账", "tiao zhang"],
    ["调单", "diao dan"],
    ["回调", "hui diao"],
    ["差错", "cha cuo"],
    ["费率", "fei lv"],
    ["累计折旧", "lei ji zhe jiu"],
    ["应付职工薪酬", "ying fu zhi gong xin chou"],
    ["待处理财产损溢", "dai chu li cai chan sun yi"],
    ["D0垫资", "d0 dian zi"],
  ];
  for (const [text, reading] of cases)
    it(`reads ${text} as ${reading}`, () => assert.equal(fullPinyin(text), reading.replaceAll(" ", "")));

  it("gives initials and filter texts", () => {
    assert.equal(initials("备付金"), "bfj");
    assert.equal(initials("应收（备付金）"), "ysbfj");
    assert.equal(filterText("备付金"), "备付金 bfj beifujin");
    assert.equal(filterText("Cash"), "Cash");
  });

  it("reads every ledger account of the national tables in full", () => {
    for (const id of ["cas-2006", "cas-small-2013"] as const)
      for (const { name } of baselineAccounts(id)) assert.equal(initials(name.zh).length, name.zh.length, name.zh);
  });
});
