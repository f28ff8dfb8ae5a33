/** An exact decimal with its thousands apart; the digits stay those of the text. @param {string} amount */
export function grouped(amount) {
  const [whole = "", fraction] = amount.split(".");
  const apart = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return fraction === undefined ? apart : `${apart}.${fraction}`;
}

/** `CNY`, when there is another currency to mix it up with. @param {string | undefined} currency @param {boolean} several */
export function withCurrency(amount = "", currency = "", several = false) {
  return several && currency !== "" && amount !== "" ? `${grouped(amount)} ${currency}` : grouped(amount);
}
