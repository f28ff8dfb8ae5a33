/** An expression as the source of a scalar: plain where every YAML reader takes it as that text, else in double quotes. */
export function expressionSource(text: string, flow: boolean): string {
  const plain = /^[\p{L}_(\d][^"'`]*$/u.test(text) && !/: | #|:$|\s$/.test(text);
  return plain && !(flow && /[,[\]{}]/.test(text)) ? text : JSON.stringify(text);
}
