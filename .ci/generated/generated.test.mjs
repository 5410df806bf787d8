// The client that openapi-generator's typescript-fetch makes, compiled into target/generated/js, gets the answers of a
// later release and of API Gateway.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { test } from "node:test";

const generated = createRequire(import.meta.url)("../../target/generated/js/index.js");
const { served, refused } = JSON.parse(readFileSync(new URL("answers.json", import.meta.url)));

async function against(answer, use) {
  const server = createServer((request, response) => {
    const { status, type, body } = answer(`${request.method} ${request.url}`);
    response.writeHead(status, { "Content-Type": type, "Retry-After": "7" });
    response.end(JSON.stringify(body));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const basePath = `http://127.0.0.1:${server.address().port}`;
  const configuration = new generated.Configuration({ basePath, accessToken: "jwt" });
  const [applications, devices, health, instances, tokens] = ["Applications", "Devices", "Health", "Instances", "Tokens"].map(
    (name) => new generated[`${name}Api`](configuration),
  );
  try {
    await use({ applications, devices, health, instances, tokens });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

const hall = { applicationId: "demo", instanceId: "hall" };

test("answers of a later release are read", () =>
  against(
    (call) => ({ status: 200, type: "application/json", body: served[call] }),
    async ({ applications, devices, health, instances, tokens }) => {
      const answers = [
        await health.health(),
        await health.whoami(),
        await applications.listApplications({}),
        await applications.checkRevocation(hall),
        await devices.rotateEnrolmentKey(hall),
        await devices.issueEnrolmentCode(hall),
        await devices.enrolDevice({ enrolmentRequest: { code: "c", deviceSecret: true } }),
        await instances.listInstances(hall),
        await instances.registerInstance(hall),
        await tokens.vendToken(hall),
        await tokens.reportRejectedToken({ ...hall, rejectedTokenReport: { code: "c" } }),
      ];
      assert.equal(answers.length, Object.keys(served).length);
      assert.equal(answers[0].status, "STATUS_OF_A_LATER_RELEASE");
      assert.equal(answers[9].accessToken, "one");
    },
  ));

for (const { status, type, body } of refused) {
  test(`${status} as ${type} is an error with its status and body`, () =>
    against(
      () => ({ status, type, body }),
      async ({ health, instances, tokens }) => {
        for (const call of [() => tokens.vendToken(hall), () => instances.registerInstance(hall), () => health.whoami()]) {
          const error = await call().then(() => assert.fail("no error"), (refusal) => refusal);
          assert.ok(error instanceof generated.ResponseError);
          assert.equal(error.response.status, status);
          assert.equal(error.response.headers.get("Retry-After"), "7");
          assert.deepEqual(await error.response.json(), body);
        }
      },
    ));
}
