import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DEFAULT_CALLER, parseRequestWords, requestFromHttp } from "../../src/audit-policy/index.ts";
import { commandNames } from "../../src/audit-policy/words/commands.ts";
import { RESOURCES } from "../../src/audit-policy/words/resource-table.ts";
import type { AuditRequest } from "../../src/model/audit.ts";

/** `verb group/resource/subresource namespace name`, with - for what is empty. */
function short(request: AuditRequest): string {
  const { verb, apiGroup, resource, subresource, namespace, name, path = "" } = request;
  if (!request.resourceRequest) return `${verb} ${path}`;
  const kind = [apiGroup, resource, subresource].filter((part) => part !== "").join("/");
  return `${verb} ${kind} ${namespace === "" ? "-" : namespace} ${name === "" ? "-" : name}`;
}

function understood(words: string): readonly string[] {
  const parsed = parseRequestWords(words);
  return parsed.ok ? parsed.requests.map(short) : [parsed.message];
}

describe("words", () => {
  test.each<[string, ...string[]]>([
    ["get secrets/db -n payments", "get secrets payments db"],
    ["get secrets -n payments", "list secrets payments -"],
    ["get secret db --namespace=payments", "get secrets payments db"],
    ["kubectl get secrets -npayments", "list secrets payments -"],
    ["get secrets", "list secrets default -"],
    ["get secrets -A", "list secrets - -"],
    ["get po,svc -A", "list pods - -", "list services - -"],
    ["get pods a b", "get pods default a", "get pods default b"],
    ["get pod/a secret/b", "get pods default a", "get secrets default b"],
    ["get pods -w", "list pods default -", "watch pods default -"],
    ["get nodes -n payments", "list nodes - -"],
    ["get ns payments", "get namespaces payments payments"],
    ["create ns payments", "create namespaces - -"],
    ["get Deployment web", "get apps/deployments default web"],
    ["get deployments.apps web", "get apps/deployments default web"],
    ["get deployments.v1.apps/web", "get apps/deployments default web"],
    ["get events.events.k8s.io", "list events.k8s.io/events default -"],
    ["get nodepools.karpenter.sh/x", "get karpenter.sh/nodepools default x"],
    ["get pods/log", "get pods/log default -"],
    ["get pod/log", "get pods default log"],
    ["get pods/web/log", "get pods/log default web"],
    ["get deploy web --subresource=scale", "get apps/deployments/scale default web"],
    ["list secrets -A", "list secrets - -"],
    ["list secrets --field-selector metadata.name=db", "list secrets default db"],
    ["watch secrets -n payments", "watch secrets payments -"],
    ["create pods/exec", "create pods/exec default -"],
    ["create pods/exec web", "create pods/exec default web"],
    ["create pods web", "create pods default -"],
    ["create secret generic db", "create secrets default -"],
    ["create token web -n payments", "create serviceaccounts/token payments web"],
    ["deletecollection configmaps -n kube-system", "deletecollection configmaps kube-system -"],
    ["delete pod web", "delete pods default web"],
    ["delete pods --all", "list pods default -", "delete pods default -"],
    [
      "apply deploy/web",
      "get apps/deployments default web",
      "create apps/deployments default -",
      "patch apps/deployments default web",
    ],
    ["edit cm/app", "get configmaps default app", "patch configmaps default app"],
    ["label pods web a=b c-", "get pods default web", "patch pods default web"],
    ["scale sts/db --replicas=0", "get apps/statefulsets default db", "patch apps/statefulsets/scale default db"],
    ["exec pod/web", "get pods/exec default web", "create pods/exec default web"],
    ["exec -it web -c app -- sh -c 'kill 1'", "get pods/exec default web", "create pods/exec default web"],
    ["exec deploy/web", "get pods/exec default -", "create pods/exec default -"],
    ["attach web", "get pods/attach default web", "create pods/attach default web"],
    ["port-forward web 8080:80", "get pods/portforward default web", "create pods/portforward default web"],
    ["cp payments/web:/etc/passwd .", "get pods/exec default web", "create pods/exec default web"],
    ["logs -f web", "get pods/log default web"],
    [
      "debug web --image=busybox",
      "patch pods/ephemeralcontainers default web",
      "get pods/attach default web",
      "create pods/attach default web",
    ],
    [
      "debug node/n1 --image=busybox",
      "create pods default -",
      "get pods/attach default -",
      "create pods/attach default -",
    ],
    ["evict web", "create pods/eviction default web"],
    ["drain n1", "get nodes - n1", "patch nodes - n1", "list pods - -", "create pods/eviction default -"],
    [
      "certificate approve x",
      "get certificates.k8s.io/certificatesigningrequests - x",
      "update certificates.k8s.io/certificatesigningrequests/approval - x",
    ],
    ["auth can-i get secrets", "create authorization.k8s.io/selfsubjectaccessreviews - -"],
    ["auth can-i --list", "create authorization.k8s.io/selfsubjectrulesreviews - -"],
    ["auth whoami", "create authentication.k8s.io/selfsubjectreviews - -"],
    ["top pods", "list metrics.k8s.io/pods default -"],
    ["run web --image=nginx", "create pods default -"],
    ["GET /healthz", "get /healthz"],
    ["get --raw /metrics", "get /metrics"],
    ["/version", "get /version"],
    ["POST /api/v1/namespaces/x/pods", "create pods x -"],
    ["DELETE /api/v1/namespaces/x/secrets", "deletecollection secrets x -"],
  ])("%s", (words, ...requests) => {
    expect(understood(words)).toEqual(requests);
  });
});

describe("the caller", () => {
  test("is an ordinary authenticated person by default", () => {
    expect(parseRequestWords("get pods")).toMatchObject({ requests: [DEFAULT_CALLER] });
    expect(DEFAULT_CALLER).toEqual({ user: "alice@example.com", groups: ["system:authenticated"] });
  });

  test("can be given by the program or in the words", () => {
    const caller = { user: null, groups: [] };
    expect(parseRequestWords("get pods", { caller })).toMatchObject({ requests: [caller] });
    expect(parseRequestWords("get pods --user bob --group dev", { caller })).toMatchObject({
      requests: [{ user: "bob", groups: ["dev"] }],
    });
  });

  test.each([
    ["system:serviceaccount:a:b", ["system:serviceaccounts", "system:serviceaccounts:a", "system:authenticated"]],
    ["system:node:n1", ["system:nodes", "system:authenticated"]],
    ["system:anonymous", ["system:unauthenticated"]],
    ["bob", ["system:authenticated"]],
  ])("%s has the groups that Kubernetes gives", (user, groups) => {
    expect(parseRequestWords(`get pods --user ${user}`)).toMatchObject({ requests: [{ user, groups }] });
  });

  test("stays the same when somebody else is impersonated", () => {
    const parsed = parseRequestWords("get secrets/db -n payments --as system:serviceaccount:a:b");

    expect(parsed).toMatchObject({
      ok: true,
      requests: [DEFAULT_CALLER],
      impersonatedUser: "system:serviceaccount:a:b",
    });
  });
});

describe("what cannot be understood", () => {
  test.each([
    ["", "missing"],
    ["get", "kind of resource is missing"],
    ["gett pods", "Did you mean get?"],
    ["get secretz", "did you mean secrets?"],
    ["get foo", "with its group"],
    ["get pods -n", "needs a value"],
    ["get pods --namespce x", "--namespace"],
    ["get pods -Z", "-Z is not known"],
    ["get a/b/c/d", "too many parts"],
    ["cp a b", "pod:path"],
    ["exec", "pod is missing"],
    ["GET /a b\u0001", "healthz"],
    ["auth can-o", "auth can-i"],
  ])("%j is answered with what was expected", (words, hint) => {
    const parsed = parseRequestWords(words);

    if (parsed.ok) return expect(words).toBe("GET /a b\u0001");
    expect(parsed.message).toContain(hint);
    expect(parsed.message).toContain(parsed.example);
    expect(parseRequestWords(parsed.example).ok).toBe(true);
  });

  test("never throws", () => {
    const word = fc.constantFrom(
      ...commandNames(),
      "-n",
      "-A",
      "--as",
      "--",
      "pods",
      "pod/x",
      "a/b",
      "x.y.z",
      "/api",
      "GET",
      "'",
      '"',
      "-",
      "--raw",
    );
    const line = fc
      .array(fc.oneof(word, fc.string({ maxLength: 6 })), { maxLength: 6 })
      .map((words) => words.join(" "));
    fc.assert(
      fc.property(line, (words) => {
        const parsed = parseRequestWords(words);
        return parsed.ok || parsed.message.includes(parsed.example);
      }),
      { seed: 7, numRuns: 3000 },
    );
  });
});

test("every built-in kind is understood by each of its names", () => {
  for (const { info, aliases } of RESOURCES) {
    for (const alias of [info.resource, ...aliases]) {
      const qualified = info.apiGroup === "" ? alias : `${alias}.${info.apiGroup}`;
      expect(parseRequestWords(`get ${qualified} x`)).toMatchObject({
        ok: true,
        requests: [{ apiGroup: info.apiGroup, resource: info.resource, name: "x" }],
      });
    }
  }
});

test("the path of a request leads back to the same request", () => {
  const methods = new Map([
    ["get", "GET"],
    ["list", "GET"],
    ["create", "POST"],
    ["update", "PUT"],
    ["patch", "PATCH"],
    ["delete", "DELETE"],
    ["deletecollection", "DELETE"],
  ]);
  for (const { info } of RESOURCES) {
    const kind = `${info.resource}.${info.apiGroup}`.replace(/\.$/, "");
    for (const [verb, method] of methods) {
      const parsed = parseRequestWords(`${verb} ${kind} ${verb === "list" || verb === "deletecollection" ? "" : "x"}`);
      const [request] = parsed.ok ? parsed.requests : [];
      if (request?.path === undefined) throw new Error(`${verb} ${kind} has no path`);
      const back = requestFromHttp(method, request.path);
      expect(back.ok ? { ...DEFAULT_CALLER, ...back.request } : back.error).toEqual(request);
    }
  }
});
