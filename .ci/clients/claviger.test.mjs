// Runs docs/clients/claviger.ts, compiled into target/clients, against a stub that gives scripted answers.
import assert from "node:assert/strict";
import { copyFileSync } from "node:fs";
import { createServer } from "node:http";
import { test } from "node:test";

const module = new URL("../../target/clients/claviger.mjs", import.meta.url);
copyFileSync(new URL("claviger.js", module), module);
const { Claviger, ClavigerError } = await import(module);

const INSTANCE = "/v1/applications/demo/instances/me";
const GET = `GET ${INSTANCE}/token`;
const PUT = `PUT ${INSTANCE}`;
const REPORT = `POST ${INSTANCE}/token/rejected`;

const inSeconds = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();
const token = (access_token, refreshIn = 600, expireIn = 900, clocksApart = 0) => ({
  status: 200,
  type: "application/json",
  body: {
    access_token,
    token_type: "DPoP",
    expires_in: expireIn,
    expires_at: inSeconds(expireIn + clocksApart),
    refresh_after: inSeconds(refreshIn + clocksApart),
    member_of_a_later_release: true,
  },
});
const registered = { status: 201, type: "application/json", body: { status: "STATUS_OF_A_LATER_RELEASE" } };
const problem = (status, code, headers = {}) => ({
  status,
  headers,
  type: "application/problem+json",
  body: { type: `urn:claviger:problem:${code}`, title: "…", status, code, detail: "…" },
});
const gateway = (status) => ({ status, type: "application/json", body: { message: "…" } });

/** Gives each call its next answer, and the client under test and the calls to `use`. */
async function against(answers, use, options = {}) {
  const calls = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      calls.push({ call: `${request.method} ${request.url}`, headers: request.headers, body });
      const answer = answers.shift();
      if (answer === undefined) {
        response.destroy();
        return;
      }
      response.writeHead(answer.status, { "Content-Type": answer.type, ...answer.headers });
      response.end(JSON.stringify(answer.body));
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const claviger = new Claviger({
    api: `http://127.0.0.1:${server.address().port}`,
    of: { application: "demo", instance: "me" },
    credential: async () => ({ Authorization: "Bearer jwt" }),
    deviceInfo: "e30=",
    ...options,
  });
  try {
    await use(claviger, calls);
  } finally {
    server.close();
    server.closeAllConnections();
  }
  assert.deepEqual(answers, [], "every answer is asked for");
}

const named = (calls) => calls.map(({ call }) => call);

test("a token is kept until refresh_after, for all callers", () =>
  against([token("one")], async (claviger, calls) => {
    const both = await Promise.all([claviger.accessToken(), claviger.accessToken()]);
    assert.deepEqual([...both, await claviger.accessToken()], ["one", "one", "one"]);
    assert.deepEqual(named(calls), [GET]);
    assert.equal(calls[0].headers.authorization, "Bearer jwt");
    assert.equal(calls[0].headers["x-device-info"], "e30=");
  }));

test("after refresh_after a newer token is asked for", () =>
  against([token("one", -1), token("two")], async (claviger) => {
    assert.equal(await claviger.accessToken(), "one");
    assert.equal(await claviger.accessToken(), "two");
  }));

test("a stale token serves at once while Claviger gives none, and nothing is asked before Retry-After", () =>
  against([token("one", -1), problem(503, "storage_unavailable", { "Retry-After": "2" })], async (claviger, calls) => {
    const begun = performance.now();
    for (let i = 0; i < 3; i++) {
      assert.equal(await claviger.accessToken(), "one");
    }
    assert.ok(performance.now() - begun < 1900);
    assert.deepEqual(named(calls), [GET, GET]);
  }));

test("a device with a wrong clock keeps its token as long as any other", () =>
  against([token("one", 600, 900, -86_400)], async (claviger) => {
    assert.equal(await claviger.accessToken(), "one");
    assert.equal(await claviger.accessToken(), "one");
  }));

test("a call is repeated after Retry-After and not before", () =>
  against([problem(409, "registration_in_progress", { "Retry-After": "1" }), token("one")], async (claviger) => {
    const begun = performance.now();
    assert.equal(await claviger.accessToken(), "one");
    assert.ok(performance.now() - begun >= 990);
  }));

for (const [status, code] of [
  [404, "not_found"],
  [403, "software_statement_revoked"],
  [409, "credentials_rejected"],
]) {
  test(`${status} ${code} registers the instance once`, () =>
    against([problem(status, code), registered, token("one")], async (claviger, calls) => {
      assert.equal(await claviger.accessToken(), "one");
      assert.deepEqual(named(calls), [GET, PUT, GET]);
    }));
}

test("a device with a key of its own calls the routes without ids", () =>
  against(
    [problem(404, "not_found"), registered, token("one"), { ...registered, status: 202, body: {} }],
    async (claviger, calls) => {
      assert.equal(await claviger.accessToken(), "one");
      await claviger.rejected("invalid_access_token_client_application");
      const paths = ["GET /v1/device/token", "PUT /v1/device/registration", "GET /v1/device/token"];
      assert.deepEqual(named(calls), [...paths, "POST /v1/device/token/rejected"]);
    },
    { of: undefined },
  ));

test("a refusal of the registration reaches the app", () =>
  against([problem(403, "software_statement_revoked"), problem(403, "software_statement_revoked")], (claviger) =>
    assert.rejects(claviger.accessToken(), { status: 403, code: "software_statement_revoked" }),
  ));

test("an unknown code is treated by its status", () =>
  against([problem(503, "code_of_a_later_release", { "Retry-After": "1" }), token("one")], async (claviger) =>
    assert.equal(await claviger.accessToken(), "one"),
  ));

test("API Gateway's own answers have no code: 401 reaches the app, 429 is repeated", () =>
  against([gateway(401), gateway(429), token("one")], async (claviger) => {
    await assert.rejects(claviger.accessToken(), (e) => e instanceof ClavigerError && e.status === 401 && !e.code);
    assert.equal(await claviger.accessToken(), "one");
  }));

test("a connection that breaks is tried again until the call's time is over", () =>
  against([], async (claviger) => assert.rejects(claviger.accessToken(), { status: 0 }), { timeoutMs: 100 }));

test("a rejected token is reported by its expires_at and replaced", () =>
  against([token("one"), { ...registered, status: 202, body: {} }, token("two")], async (claviger, calls) => {
    await claviger.accessToken();
    await claviger.rejected("invalid_access_token_client_application");
    assert.equal(await claviger.accessToken(), "two");
    assert.deepEqual(named(calls), [GET, REPORT, GET]);
    assert.deepEqual(Object.keys(JSON.parse(calls[1].body)), ["code", "expires_at"]);
  }));
