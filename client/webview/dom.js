/**
 * An element with attributes and children; strings become text nodes.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/**
 * A button that runs an action.
 * @param {string} label
 * @param {string} style
 * @param {() => void} action
 */
export function button(label, style, action) {
  const made = element("button", { type: "button", class: style }, label);
  made.addEventListener("click", action);
  return made;
}
