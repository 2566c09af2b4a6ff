import { Node, SyntaxKind } from "ts-morph";
import { parameterNames } from "./error-first-callback.js";
import type { Kind } from "./kind.js";

export const errorBoundary: Kind = {
  id: "error-boundary",
  startsAt: [SyntaxKind.MethodDeclaration],
  title: "error boundary",
  description: "What a React component does when something below it fails to render.",
  example: {
    code: "class Boundary extends Component {\n  static getDerivedStateFromError() { return { failed: true }; }\n  componentDidCatch(error) { this.props.onError(error); }\n  componentDidMount() { this.start(); }\n}",
    finds: [
      "static getDerivedStateFromError() { return { failed: true }; }",
      "componentDidCatch(error) { this.props.onError(error); }",
    ],
  },
  match(node) {
    if (!Node.isMethodDeclaration(node) || node.getName() !== expectedName(node.isStatic())) return undefined;
    const body = node.getBody();
    if (body === undefined || Node.isObjectLiteralExpression(node.getParent())) return undefined;
    return {
      kind: "error-boundary",
      node,
      handler: body,
      bindings: parameterNames(node, 0),
      reach: { node: body, syntax: "statement" },
      head: node,
      awaits: [],
      notes: [],
      dependencies: [],
    };
  },
};

/** React looks for the one on the class, and for the other on its instance. */
function expectedName(isStatic: boolean): string {
  return isStatic ? "getDerivedStateFromError" : "componentDidCatch";
}
