import assert from "node:assert/strict";
import { allCurrencies, currency, isActive, minorUnit, suggestCurrency } from "../../../server/src/data/currency";

describe("currency", () => {
  it("gives the minor unit", () => {
    const expected = {
      CNY: 2,
      USD: 2,
      JPY: 0,
      KRW: 0,
      VND: 0,
      KWD: 3,
      BHD: 3,
      TND: 3,
      CLF: 4,
      IDR: 2,
      BGN: 2,
      XAU: undefined,
      XXX: undefined,
    };
    for (const [code, unit] of Object.entries(expected)) assert.equal(minorUnit(code), unit, code);
    assert.equal(minorUnit("CNH"), undefined);
    assert.equal(minorUnit("cny"), undefined);
  });

  it("knows which codes are valid when", () => {
    assert.equal(isActive("CNY", "2026-11-20"), true);
    assert.equal(isActive("HRK", "2026-11-20"), false);
    assert.equal(isActive("HRK", "2022-12-31"), true);
    assert.equal(isActive("BGN", "2025-12-31"), true);
    assert.equal(isActive("BGN", "2026-01-01"), false);
    assert.equal(isActive("ARY", "1989-12-31"), true);
    assert.equal(isActive("ARY", "1990-01-01"), false);
    for (const code of ["RMB", "CNH", "toString", ""]) assert.equal(isActive(code, "2026-11-20"), false, code);
  });

  it("takes an active row before a withdrawn one of the same code", () => {
    for (const code of ["EUR", "IDR", "PEN", "RON", "SZL", "MWK", "SDG", "TRY"]) {
      assert.equal(currency(code)?.withdrawn, undefined, code);
      assert.equal(minorUnit(code), 2, code);
    }
  });

  it("tells money from funds, metals and test codes", () => {
    assert.equal(currency("CNY")?.kind, "currency");
    assert.equal(currency("CHE")?.kind, "fund");
    assert.equal(currency("XAU")?.kind, "metal");
    assert.equal(currency("XDR")?.kind, "unit");
    assert.equal(currency("XTS")?.kind, "reserved");
    assert.equal(currency("XOF")?.kind, "currency");
  });

  it("has every active code with a minor unit unless it is no money, and names in both languages", () => {
    const active = [...allCurrencies()].filter((c) => c.withdrawn === undefined);
    assert.equal(active.length, 178);
    for (const c of active) {
      assert.match(c.code, /^[A-Z]{3}$/);
      assert.match(c.numeric, /^\d{3}$/);
      assert.ok(c.minorUnit !== undefined || ["metal", "unit", "reserved"].includes(c.kind), c.code);
      assert.ok(c.name.en !== "" && c.name.zh !== "");
    }
    assert.equal(currency("CNY")?.name.zh, "人民币");
  });

  it("suggests the code that was meant", () => {
    const expected = {
      RMB: "CNY",
      CNH: "CNY",
      人民币: "CNY",
      "￥": "CNY",
      元: "CNY",
      cny: "CNY",
      CYN: "CNY",
      CNNY: "CNY",
      156: "CNY",
      美元: "USD",
      US: "USD",
      USDD: "USD",
      港币: "HKD",
      UKP: "GBP",
      泰铢: "THB",
      EURO: "EUR",
      沙特里亚尔: "SAR",
    };
    for (const [written, code] of Object.entries(expected)) assert.equal(suggestCurrency(written), code, written);
    for (const written of ["", "积分", "POINTS", "BITCOIN"]) assert.equal(suggestCurrency(written), undefined, written);
  });
});
