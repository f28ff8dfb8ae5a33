import assert from "node:assert/strict";
import { allMerchantCategories, merchantCategory } from "../../../server/src/data/mcc";

describe("merchantCategory", () => {
  it("knows codes, names and ranges", () => {
    assert.equal(merchantCategory("6211")?.name, "Security Brokers/Dealers");
    assert.equal(merchantCategory("6011")?.name, "Financial Institutions – Automated Cash Disbursements");
    assert.equal(merchantCategory("5411")?.range.zh, "零售");
    assert.equal(merchantCategory("0742")?.range.zh, "农业服务");
    assert.deepEqual([merchantCategory("3000")?.name, merchantCategory("3000")?.range.zh], [undefined, "航空公司"]);
    assert.equal(merchantCategory("3501")?.range.zh, "酒店住宿");
    for (const code of ["0000", "742", "54111", "toString", ""]) assert.equal(merchantCategory(code), undefined, code);
  });

  it("has the 981 codes of the list, each of four digits, with tidy names", () => {
    const all = [...allMerchantCategories()];
    assert.equal(all.length, 981);
    for (const { code, name } of all) {
      assert.match(code, /^\d{4}$/);
      assert.doesNotMatch(name ?? "", /^\s|\s$|\s\s|\( | \)/);
    }
  });
});
