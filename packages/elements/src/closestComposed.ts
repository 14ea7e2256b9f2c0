/** The nearest ancestor that matches, from slot to slot and out of shadow roots; also in another document, whose classes are others. */
export function closestComposed<Found extends Element>(
  element: Element,
  matches: (candidate: Element) => candidate is Found,
): Found | null {
  for (let node: Node | null = above(element); node; node = above(node)) {
    if (isElement(node) && matches(node)) return node;
  }
  return null;
}

function above(node: Node): Node | null {
  if (isElement(node)) return node.assignedSlot ?? node.parentNode;
  return isShadowRoot(node) ? node.host : node.parentNode;
}

function isElement(node: Node): node is Element {
  return node.nodeType === Node.ELEMENT_NODE;
}

function isShadowRoot(node: Node): node is ShadowRoot {
  return node.nodeType === Node.DOCUMENT_FRAGMENT_NODE && "host" in node;
}
