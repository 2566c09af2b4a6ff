/** `new Promise((resolve, reject) => …)`: which name resolves what another name rejects. */
import { Node } from "ts-morph";
import { isInlineFunction } from "../source/syntax.js";

/**
 * The name that resolves the promise which `rejectName` rejects at this place, or nothing where it is
 * no executor's parameter or the executor takes none to resolve with.
 */
export function resolverFor(node: Node, rejectName: string): string | undefined {
  for (const ancestor of node.getAncestors()) {
    const parent = ancestor.getParent();
    if (!isInlineFunction(ancestor) || !Node.isNewExpression(parent)) continue;
    if (parent.getExpression().getText() !== "Promise") continue;
    const [resolve, reject] = ancestor.getParameters().map((parameter) => parameter.getName());
    if (reject === rejectName) return resolve;
  }
  return undefined;
}
