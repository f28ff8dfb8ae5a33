import assert from "node:assert/strict";
import {
  baselineAccount,
  baselineAccountByName,
  baselineAccounts,
  classesOfCode,
} from "../../../server/src/data/baseline";

const ids = ["cas-2006", "cas-small-2013"] as const;

describe("baseline", () => {
  it("has 156 and 66 accounts", () =>
    assert.deepEqual(
      ids.map((id) => [...baselineAccounts(id)].length),
      [156, 66],
    ));

  it("has for every account a class that its first digit allows", () => {
    for (const id of ids)
      for (const { code = "", classes } of baselineAccounts(id))
        assert.ok(classes.length > 0 && classes.every((c) => classesOfCode(id, code)?.includes(c)), `${id} ${code}`);
  });

  it("has contra accounts on the other side", () => {
    const credit =
      "坏账准备 贷款损失准备 商品进销差价 存货跌价准备 持有至到期投资减值准备 长期股权投资减值准备 未实现融资收益 累计折旧 固定资产减值准备 生产性生物资产累计折旧 累计折耗 累计摊销 无形资产减值准备";
    const of = (side: string, kind: string): string[] =>
      [...baselineAccounts("cas-2006")]
        .filter((a) => a.normalBalance === side && a.classes.some((c) => c === kind))
        .map((a) => a.name.zh);
    assert.deepEqual(of("credit", "asset"), credit.split(" "));
    assert.deepEqual(of("debit", "liability"), ["未确认融资费用"]);
    assert.deepEqual(of("debit", "equity"), ["库存股"]);
    assert.deepEqual(of("credit", "cost"), ["工程结算"]);
    assert.deepEqual(of("debit", "income"), []);
    assert.deepEqual(of("credit", "expense"), []);
    assert.deepEqual(of("either", "asset"), ["材料成本差异", "固定资产清理", "待处理财产损溢"]);
    assert.deepEqual(of("either", "common").length, 5);
    assert.deepEqual(of("either", "income"), ["汇兑损益", "公允价值变动损益", "以前年度损益调整"]);
  });

  it("agrees between the two tables where the same name stands in both", () => {
    for (const small of baselineAccounts("cas-small-2013")) {
      const large = baselineAccountByName("cas-2006", small.name.zh);
      if (large === undefined) continue;
      assert.equal(small.normalBalance, large.normalBalance, small.name.zh);
      assert.deepEqual(small.classes, large.classes, small.name.zh);
    }
  });

  it("finds by code and by name, names of later standards too", () => {
    assert.equal(baselineAccount("cas-2006", "1002")?.name.zh, "银行存款");
    assert.equal(baselineAccount("cas-small-2013", "3103")?.name.zh, "本年利润");
    assert.equal(baselineAccount("cas-2006", "9999"), undefined);
    assert.equal(baselineAccountByName("cas-2006", "合同负债")?.since?.document, "财会〔2017〕22号");
    assert.equal(baselineAccountByName("cas-small-2013", "合同负债"), undefined);
    assert.deepEqual(classesOfCode("cas-small-2013", "3001"), ["equity"]);
    assert.equal(classesOfCode("cas-2006", "constructor"), undefined);
  });
});
