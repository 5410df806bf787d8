// Runs docs/clients/*.ts, compiled into target/clients, against the running local system, whose API's address is in the
// variable CLAVIGER_API.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { test } from "node:test";

const loaded = (name) => {
  const module = new URL(`../../target/clients/${name}.mjs`, import.meta.url);
  copyFileSync(new URL(`${name}.js`, module), module);
  return import(module);
};
const { Claviger } = await loaded("claviger");
const { enrol, credentialOf } = await loaded("device");

const api = process.env.CLAVIGER_API;
const sandbox = process.env.CLAVIGER_SANDBOX ?? "http://localhost:8090";
const application = `typescript-${randomUUID()}`;
const deviceInfo = btoa('{"model":"TV","version":"1","osName":"Tizen"}');
const json = { "Content-Type": "application/json" };

async function call(url, request = {}) {
  const answer = await fetch(url, request);
  const text = await answer.text();
  assert.ok(answer.ok, `${request.method ?? "GET"} ${url}: ${answer.status} ${text}`);
  return text;
}

const jwt = async (groups, sub) =>
  `Bearer ${(await call(`${api}/local/jwt?${new URLSearchParams({ groups, application, sub })}`)).trim()}`;
const operator = { ...json, Authorization: await jwt("operator", "olga") };

const created = await call(`${sandbox}/dashboard/registered-applications`, { method: "POST", body: '{"name":"TypeScript"}' });
const statement = await call(
  `${sandbox}/dashboard/registered-applications/${JSON.parse(created).id}/software-statement`,
);
await call(`${api}/v1/applications/${application}`, {
  method: "PUT",
  headers: operator,
  body: JSON.stringify({ display_name: "TypeScript", software_statement: statement.trim() }),
});

/** Adobe's protected API takes the token. */
const isTaken = (token) =>
  call(`${sandbox}/api/v2/sandbox/configuration`, { headers: { Authorization: `Bearer ${token}` } });

test("an app with a JWT gets a token that Adobe takes, and another one after a report", async () => {
  const Authorization = await jwt("app", `auth0|${randomUUID()}`);
  const of = { application, instance: "me" };
  const claviger = new Claviger({ api, of, credential: async () => ({ Authorization }), deviceInfo });

  const token = await claviger.accessToken();

  await isTaken(token);
  assert.equal(await claviger.accessToken(), token);
  await claviger.rejected("invalid_access_token_client_application");
  await isTaken(await claviger.accessToken());
});

test("a device enrols with a key of its own and gets a token", async () => {
  const { enrolment_key } = JSON.parse(
    await call(`${api}/v1/applications/${application}/enrolment-key`, { method: "PUT", headers: operator }),
  );
  const device = await enrol(api, { enrolment_key }, deviceInfo);
  const claviger = new Claviger({ api, credential: credentialOf(api, device), deviceInfo });

  await isTaken(await claviger.accessToken());
});

test("a wrong credential reaches the app", async () => {
  const claviger = new Claviger({ api, of: { application, instance: "me" }, credential: async () => ({}) });

  await assert.rejects(claviger.accessToken(), { status: 401 });
});
