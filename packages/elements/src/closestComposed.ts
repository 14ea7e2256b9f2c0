/** The nearest ancestor that matches, from slot to slot and out of shadow roots. */
export function closestComposed<Found extends Element>(
  element: Element,
  matches: (candidate: Element) => candidate is Found,
): Found | null {
  for (let node: Node | null = above(element); node; node = above(node)) {
    if (node instanceof Element && matches(node)) return node;
  }
  return null;
}

function above(node: Node): Node | null {
  if (node instanceof ShadowRoot) return node.host;
  return (node instanceof Element && node.assignedSlot) || node.parentNode;
}
