/** A part of a URI as people write it; as it stands when its encoding is broken. */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/**
 * One step of a path as editors write it in a URI: everything but letters, digits and `-._~` is escaped. Half a surrogate pair, which
 * no URI can hold, becomes the replacement character.
 */
export function encoded(step: string): string {
  return encodeURIComponent(step.replace(/\p{Surrogate}/gu, "\uFFFD")).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The name of the file or folder a URI ends with. */
export function lastName(uri: string): string {
  return decoded(uri.slice(uri.lastIndexOf("/") + 1));
}
